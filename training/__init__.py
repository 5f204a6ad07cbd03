"""From annotated corpora to the packaged weights of the reader; needs PyTorch, which the product never does."""
