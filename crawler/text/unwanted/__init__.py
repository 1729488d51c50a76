"""Words of unlawful, hateful and sexual content: by kind, as offers, and innocent ones that hold them."""
