"""The rules that the readers of a dataset apply, one file for each kind of file in its folder."""
