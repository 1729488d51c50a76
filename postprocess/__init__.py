"""Turn records into documented prompt/response datasets."""
