"""Trains the bundled model on the pictures that scripts/training/generate.ts drew, and writes it as ONNX.

    nice /usr/bin/python3 scripts/training/train.py [--epochs 14] [--threads 1]

Needs Debian's python3-torch, python3-onnx and python3-numpy. Writes public/models/bundled/model.onnx and
.cache/training/trained.json (seed, epochs, temperature); scripts/training/evaluate.ts measures the model and writes
model.json. Not part of build or test.
"""

import argparse
import json
import pathlib
import time

import numpy
import onnx
import torch
from torch import nn
from torch.nn import functional

SEED = 20240607
COLLECTIONS = ["chest", "skin", "teeth", "fundus", "endoscopy"]
# A mirrored chest has its heart on the wrong side; the others have a mirror image of their own.
MIRRORED = [False, True, True, True, True]
UPENDED = [False, True, False, False, True]
INPUT, MASK = 128, 64
SHIFT = 6

root = pathlib.Path(__file__).resolve().parents[2]
cache = root / ".cache" / "training"


def load():
    """Pictures [n, 3, 128, 128] and masks [n, 64, 64] as bytes, collection and class (over all collections) of each."""
    images, masks, collections, classes, groups, sizes = [], [], [], [], [], []
    for number, name in enumerate(COLLECTIONS):
        listing = json.loads((cache / name / "cases.json").read_text())
        count = len(listing["cases"])
        images.append(numpy.fromfile(cache / name / "images.u8", numpy.uint8).reshape(count, 3, INPUT, INPUT))
        masks.append(numpy.fromfile(cache / name / "masks.u8", numpy.uint8).reshape(count, MASK, MASK))
        kinds = listing["kinds"]
        classes += [sum(sizes) + kinds.index(case["label"]) for case in listing["cases"]]
        collections += [number] * count
        groups += [f"{name}/{case['group']}" for case in listing["cases"]]
        sizes.append(len(kinds))
    tensors = [torch.from_numpy(numpy.concatenate(part)) for part in (images, masks)]
    return (*tensors, torch.tensor(collections), torch.tensor(classes), groups, sizes)


def block(inputs, outputs, stride=1, kernel=3):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()
    )


class Reader(nn.Module):
    """One encoder for all collections, a short decoder for lesion maps, class logits from pooled features and maps."""

    def __init__(self, classes, collections):
        super().__init__()
        steps = torch.linspace(-1, 1, INPUT)
        self.register_buffer("places", torch.stack(torch.meshgrid(steps, steps, indexing="ij"))[None])
        self.stem = nn.Sequential(block(5, 16, 2), block(16, 24))
        self.quarter = nn.Sequential(block(24, 48, 2), block(48, 48))
        self.eighth = nn.Sequential(block(48, 80, 2), block(80, 80))
        self.deep = nn.Sequential(block(80, 128, 2), block(128, 128))
        # Where things are matters (the width of a heart, an angle filled with fluid): a coarse map beside the pooled features.
        self.coarse = block(128, 32, kernel=1)
        self.join_eighth = nn.Sequential(block(128 + 80, 64, kernel=1), block(64, 64))
        self.join_quarter = nn.Sequential(block(64 + 48, 48, kernel=1), block(48, 48))
        # Four values a cell of 32 x 32 make the map of 64 x 64.
        self.mark = nn.Sequential(nn.Conv2d(48, collections * 4, 1), nn.PixelShuffle(2))
        self.dropout = nn.Dropout(0.2)
        self.classify = nn.Linear(128 + 128 + 80 + 48 + 32 * 16 + 2 * collections, classes)

    def forward(self, image):
        """Images [N, 3, 128, 128] of 0 to 1; logits [N, classes] and mask logits [N, collections, 64, 64]."""
        places = image[:, :1] * 0 + self.places
        quarter = self.quarter(self.stem(torch.cat([(image - 0.45) / 0.25, places], 1)))
        eighth = self.eighth(quarter)
        deep = self.deep(eighth)
        up = lambda features: functional.interpolate(features, scale_factor=2.0, mode="nearest")
        middle = self.join_eighth(torch.cat([up(deep), eighth], 1))
        fine = self.join_quarter(torch.cat([up(middle), quarter], 1))
        marks = self.mark(fine)
        peak = lambda features: functional.max_pool2d(features, features.shape[-1]).flatten(1)
        mean = lambda features: functional.avg_pool2d(features, features.shape[-1]).flatten(1)
        coarse = functional.avg_pool2d(self.coarse(deep), 2).flatten(1)
        shares = torch.sigmoid(marks)
        pooled = torch.cat([mean(deep), peak(deep), peak(eighth), peak(fine), coarse, peak(shares), 10 * mean(shares)], 1)
        return self.classify(self.dropout(pooled)), marks


class Exported(nn.Module):
    """The same with masks as probabilities."""

    def __init__(self, reader):
        super().__init__()
        self.reader = reader

    def forward(self, image):
        logits, mask = self.reader(image)
        return logits, torch.sigmoid(mask)


def augmented(images, masks, collections, draw):
    """Shifted, mirrored where that makes sense, brighter or darker, with more or less contrast."""
    out_images, out_masks = [], []
    for image, mask, collection in zip(images, masks, collections.tolist()):
        if MIRRORED[collection] and draw.random() < 0.5:
            image, mask = image.flip(-1), mask.flip(-1)
        if UPENDED[collection] and draw.random() < 0.5:
            image, mask = image.flip(-2), mask.flip(-2)
        # Even, so that the mask of half the size moves by whole cells.
        dx, dy = (2 * int(draw.integers(-SHIFT // 2, SHIFT // 2 + 1)) for _ in range(2))
        padded = functional.pad(image[None], [SHIFT] * 4, mode="replicate")[0]
        image = padded[:, SHIFT + dy : SHIFT + dy + INPUT, SHIFT + dx : SHIFT + dx + INPUT]
        padded = functional.pad(mask, [SHIFT // 2] * 4)
        half = SHIFT // 2
        mask = padded[half + dy // 2 : half + dy // 2 + MASK, half + dx // 2 : half + dx // 2 + MASK]
        image = (image - 0.5) * float(draw.uniform(0.85, 1.15)) + 0.5 + float(draw.uniform(-0.06, 0.06))
        out_images.append(image.clamp(0, 1))
        out_masks.append(mask)
    return torch.stack(out_images), torch.stack(out_masks)


def slice_mask(collections, sizes):
    """[N, classes]: 0 for the classes of the case's own collection, a large negative number for the rest."""
    starts = numpy.cumsum([0, *sizes])
    result = torch.full((len(collections), int(starts[-1])), -1e4)
    for row, collection in enumerate(collections.tolist()):
        result[row, int(starts[collection]) : int(starts[collection + 1])] = 0
    return result


def loss_of(logits, marks, collections, classes, masks, sizes):
    entropy = functional.cross_entropy(logits + slice_mask(collections, sizes), classes)
    own = marks[torch.arange(len(marks)), collections]
    pixels = functional.binary_cross_entropy_with_logits(own, masks)
    probability = torch.sigmoid(own)
    overlap = (probability * masks).sum((1, 2))
    dice = 1 - (2 * overlap + 1) / (probability.sum((1, 2)) + masks.sum((1, 2)) + 1)
    return entropy + pixels + 0.5 * dice.mean(), entropy


def fitted_temperature(logits, collections, classes, sizes):
    """The temperature of the least log loss on the cases that were kept back (Guo et al. 2017)."""
    own = logits + slice_mask(collections, sizes)
    candidates = [round(0.5 + 0.05 * step, 2) for step in range(51)]
    return min(candidates, key=lambda t: functional.cross_entropy(own / t, classes).item())


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--epochs", type=int, default=14)
    options.add_argument("--threads", type=int, default=1)
    chosen = options.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(chosen.threads)
    torch.use_deterministic_algorithms(True)
    draw = numpy.random.default_rng(SEED)
    images, masks, collections, classes, groups, sizes = load()
    # One patient in ten is kept back to see the training and to fit the temperature; nothing else is chosen by them.
    names = sorted(set(groups))
    kept_names = set(numpy.array(names)[draw.permutation(len(names))[: len(names) // 10]].tolist())
    kept = torch.tensor([i for i, group in enumerate(groups) if group in kept_names])
    used = torch.tensor([i for i, group in enumerate(groups) if group not in kept_names])
    as_float = lambda rows, part: part[rows].float() / 255
    # Channels last in memory: a quarter faster on a CPU.
    reader = Reader(sum(sizes), len(COLLECTIONS)).to(memory_format=torch.channels_last)
    print("parameters:", sum(weight.numel() for weight in reader.parameters()))
    optimizer = torch.optim.AdamW(reader.parameters(), lr=2e-3, weight_decay=0.02)
    batch = 16
    steps = chosen.epochs * (len(used) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2.5e-3, total_steps=steps, pct_start=0.2)
    started = time.monotonic()
    for epoch in range(chosen.epochs):
        reader.train()
        order = used[torch.from_numpy(draw.permutation(len(used)))]
        total = 0.0
        for first in range(0, len(order) - batch + 1, batch):
            rows = order[first : first + batch]
            picture, mask = augmented(as_float(rows, images), as_float(rows, masks), collections[rows], draw)
            logits, marks = reader(picture.contiguous(memory_format=torch.channels_last))
            loss, _ = loss_of(logits, marks, collections[rows], classes[rows], mask, sizes)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        logits = evaluate(reader, images, kept)
        guesses = (logits + slice_mask(collections[kept], sizes)).argmax(1)
        right = (guesses == classes[kept]).float()
        by_collection = [
            f"{name} {right[collections[kept] == number].mean().item():.2f}" for number, name in enumerate(COLLECTIONS)
        ]
        print(f"epoch {epoch + 1}: loss {total / (len(order) // batch):.3f}", *by_collection,
              f"{time.monotonic() - started:.0f} s", flush=True)
    temperature = fitted_temperature(evaluate(reader, images, kept), collections[kept], classes[kept], sizes)
    write(reader.eval().to(memory_format=torch.contiguous_format), {"seed": SEED, "epochs": chosen.epochs, "cases": len(used), "temperature": temperature})


def evaluate(reader, images, rows):
    reader.eval()
    with torch.no_grad():
        return torch.cat([reader(images[part].float() / 255)[0] for part in rows.split(64)])


def write(reader, facts):
    target = root / "public" / "models" / "bundled" / "model.onnx"
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        Exported(reader),
        torch.zeros(1, 3, INPUT, INPUT),
        str(target),
        opset_version=15,
        input_names=["image"],
        output_names=["logits", "mask"],
        dynamic_axes={"image": {0: "n"}, "logits": {0: "n"}, "mask": {0: "n"}},
    )
    # The exporter's version and the source lines say nothing of the model, and differ between machines.
    model = onnx.load(str(target))
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    onnx.save(model, str(target))
    (cache / "trained.json").write_text(json.dumps(facts))
    print(f"{target.stat().st_size / 1e6:.2f} MB,", facts)


if __name__ == "__main__":
    main()
