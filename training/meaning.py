"""Compares the packaged sentence vectors with those of the base model in 32 bits, on contents of PolNeAR dev.

usage: python -m training.meaning --base FOLDER [--texts N]
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.extract.meaning import MOST_SUBWORDS, embed, similarity
from sayso.extract.reader.windows import BREAK_ID, START_ID
from training.model import Network, Shape, load_base
from training.readers import polnear


def exact_vectors(base: Path, texts: list[str]) -> NDArray[np.float64]:
    """The base model's vectors of the texts in 32 bits."""
    network = Network(Shape())
    load_base(network, base)
    network.eval()
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    out: list[NDArray[np.float64]] = []
    for text in texts:
        pieces = tokenizer.encode(text, add_special_tokens=False).ids[:MOST_SUBWORDS]
        ids = torch.tensor([[START_ID, *pieces, BREAK_ID]])
        with torch.inference_mode():
            mean = network.encoder(ids, torch.zeros_like(ids), None)[0].mean(0)
        out.append((mean / mean.norm()).double().numpy())
    return np.stack(out)


def main() -> None:
    """Print how far the packaged vectors are from the exact ones, and how many texts a CPU second takes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=400)
    args = parser.parse_args()
    torch.set_num_threads(1)
    golds = [a.text[g.content[0][0] : g.content[-1][1]] for a in polnear("dev") for g in a.attributions if g.content]
    texts = golds[:: max(1, len(golds) // args.texts)][: args.texts]
    exact = exact_vectors(args.base, texts)
    embed(texts[:3])
    began = time.process_time()
    shipped = embed(texts)
    seconds = time.process_time() - began
    own = (exact * shipped).sum(1) / np.linalg.norm(shipped.astype(float), axis=1)
    pairs = np.triu_indices(len(texts), 1)
    apart = np.abs((exact @ exact.T)[pairs] - similarity(shipped, shipped)[pairs])
    print(f"{len(texts)} texts, {sum(len(t.split()) for t in texts)} words, {len(texts) / seconds:.0f} a CPU second")
    print(f"cosine with the exact vector: mean {own.mean():.4f}, least {own.min():.4f}")
    print(f"difference of a pair's cosine: mean {apart.mean():.4f}, 99 of 100 below {np.quantile(apart, 0.99):.4f}")
    print(f"values cut: {np.mean(np.abs(shipped.astype(int)) == 127):.5f}")


if __name__ == "__main__":
    main()
