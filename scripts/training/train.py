"""Trains the bundled model on the pictures that scripts/training/generate.ts drew, and writes it as ONNX.

    nice -n 19 /usr/bin/python3 scripts/training/train.py [--workers 2]

One run from start to end makes the file. Each reader has a seed of its own and one thread, so the number of workers changes
how long it takes and nothing else.

Needs Debian's python3-torch, python3-onnx and python3-numpy. Writes public/models/bundled/model.onnx and
.cache/training/trained.json (seed, epochs, temperature); scripts/training/evaluate.ts measures the model and writes
model.json. Not part of build or test.
"""

import argparse
import json
import multiprocessing
import pathlib
import time

import numpy
import onnx
import torch
from torch import nn
from torch.nn import functional

from routed import routed

SEED = 20240607
COLLECTIONS = ["chest", "skin", "teeth", "fundus", "endoscopy"]
EPOCHS = [20, 16, 24, 36, 36]
# A mirrored chest has its heart on the wrong side; the others have a mirror image of their own.
MIRRORED = [False, True, True, True, True]
UPENDED = [False, True, False, False, True]
INPUT, MASK = 128, 64
SHIFT = 6

root = pathlib.Path(__file__).resolve().parents[2]
cache = root / ".cache" / "training"


def load(name):
    """Pictures [n, 3, 128, 128] and masks [n, 64, 64] as bytes, class and patient of each, and the number of classes."""
    listing = json.loads((cache / name / "cases.json").read_text())
    count = len(listing["cases"])
    images = numpy.fromfile(cache / name / "images.u8", numpy.uint8).reshape(count, 3, INPUT, INPUT)
    masks = numpy.fromfile(cache / name / "masks.u8", numpy.uint8).reshape(count, MASK, MASK)
    kinds = listing["kinds"]
    classes = torch.tensor([kinds.index(case["label"]) for case in listing["cases"]])
    groups = [case["group"] for case in listing["cases"]]
    return torch.from_numpy(images), torch.from_numpy(masks), classes, groups, len(kinds)


def block(inputs, outputs, stride=1, kernel=3):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()
    )


class Reader(nn.Module):
    """The reader of one collection: an encoder, a short decoder for the lesion map, classes from pooled features and map."""

    def __init__(self, classes):
        super().__init__()
        steps = torch.linspace(-1, 1, INPUT)
        self.register_buffer("places", torch.stack(torch.meshgrid(steps, steps, indexing="ij"))[None])
        self.stem = nn.Sequential(block(5, 12, 2), block(12, 16))
        self.quarter = nn.Sequential(block(16, 32, 2), block(32, 32))
        self.eighth = nn.Sequential(block(32, 64, 2), block(64, 64))
        self.deep = nn.Sequential(block(64, 72, 2), block(72, 72))
        # Where things are matters (the width of a heart, an angle filled with fluid): a coarse map beside the pooled features.
        self.coarse = block(72, 24, kernel=1)
        self.join_eighth = block(72 + 64, 48, kernel=1)
        self.join_quarter = nn.Sequential(block(48 + 32, 32, kernel=1), block(32, 32))
        # Four values a cell of 32 x 32 make the map of 64 x 64.
        self.mark = nn.Sequential(nn.Conv2d(32, 4, 1), nn.PixelShuffle(2))
        self.dropout = nn.Dropout(0.2)
        self.classify = nn.Linear(72 + 72 + 64 + 32 + 24 * 16 + 2, classes)

    def forward(self, image):
        """Images [N, 3, 128, 128] of 0 to 1; logits [N, classes] and mask logits [N, 1, 64, 64]."""
        places = image[:, :1] * 0 + self.places
        quarter = self.quarter(self.stem(torch.cat([(image - 0.45) / 0.25, places], 1)))
        eighth = self.eighth(quarter)
        deep = self.deep(eighth)
        up = lambda features: functional.interpolate(features, scale_factor=2.0, mode="nearest")
        middle = self.join_eighth(torch.cat([up(deep), eighth], 1))
        fine = self.join_quarter(torch.cat([up(middle), quarter], 1))
        marks = self.mark(fine)
        peak = lambda features: functional.max_pool2d(features, int(features.shape[-1])).flatten(1)
        mean = lambda features: functional.avg_pool2d(features, int(features.shape[-1])).flatten(1)
        coarse = functional.avg_pool2d(self.coarse(deep), 2).flatten(1)
        shares = torch.sigmoid(marks)
        pooled = [mean(deep), peak(deep), peak(eighth), peak(fine), coarse, peak(shares), 10 * mean(shares)]
        return self.classify(self.dropout(torch.cat(pooled, 1))), marks


class Exported(nn.Module):
    """All readers side by side: their logits one after another, their maps as probabilities, a channel each, 0.5 being where to cut."""

    def __init__(self, readers, cuts):
        super().__init__()
        self.readers = nn.ModuleList(readers)
        self.register_buffer("cuts", torch.logit(torch.tensor(cuts)).reshape(1, -1, 1, 1))

    def forward(self, image):
        outputs = [reader(image) for reader in self.readers]
        marks = torch.cat([mark for _, mark in outputs], 1)
        return torch.cat([logits for logits, _ in outputs], 1), torch.sigmoid(marks - self.cuts)


def augmented(images, masks, mirrored, upended, draw):
    """Shifted, mirrored where that makes sense, brighter or darker, with more or less contrast."""
    out_images, out_masks = [], []
    for image, mask in zip(images, masks):
        if mirrored and draw.random() < 0.5:
            image, mask = image.flip(-1), mask.flip(-1)
        if upended and draw.random() < 0.5:
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


def loss_of(logits, marks, classes, masks):
    entropy = functional.cross_entropy(logits, classes)
    own = marks[:, 0]
    pixels = functional.binary_cross_entropy_with_logits(own, masks)
    # Of the cases with a lesion alone: where small lesions are rare, an empty map would otherwise be the cheapest one.
    ill = masks.flatten(1).amax(1) > 0
    probability = torch.sigmoid(own)[ill]
    overlap = (probability * masks[ill]).sum((1, 2))
    dice = 1 - (2 * overlap + 1) / (probability.sum((1, 2)) + masks[ill].sum((1, 2)) + 1)
    return entropy + 4 * pixels + dice.sum() / len(masks)


def fitted_temperature(kept):
    """The temperature of the least log loss on the patients that were kept back (Guo et al. 2017), over all collections."""
    candidates = [round(0.5 + 0.05 * step, 2) for step in range(51)]
    loss = lambda t: sum(functional.cross_entropy(logits / t, classes, reduction="sum").item() for logits, classes in kept)
    return min(candidates, key=loss)


def fitted_cut(reader, images, masks, rows):
    """The probability from which on a cell is best counted, by the mean Dice over the patients kept back that have a lesion."""
    probability = torch.sigmoid(evaluate(reader, images, rows)[1])[:, 0]
    shares = masks[rows, :, :].reshape(len(rows), MASK, MASK).float() / 255
    ill = shares.flatten(1).amax(1) > 0

    def mean_dice(cut):
        marked = (probability[ill] >= cut).float()
        overlap = (marked * shares[ill]).sum((1, 2))
        return (2 * overlap / (marked.sum((1, 2)) + shares[ill].sum((1, 2)))).mean().item()

    return max([round(0.1 + 0.05 * step, 2) for step in range(17)], key=mean_dice)


def taught(name, mirrored, upended, epochs, draw):
    """Trains the reader of one collection; returns it with logits and classes of the patients kept back, where to cut its maps, and the count of cases used."""
    images, masks, classes, groups, kinds = load(name)
    # One patient in ten is kept back to see the training and to fit the temperature; nothing else is chosen by them.
    names = sorted(set(groups))
    kept_names = set(numpy.array(names)[draw.permutation(len(names))[: len(names) // 10]].tolist())
    kept = torch.tensor([i for i, group in enumerate(groups) if group in kept_names])
    used = torch.tensor([i for i, group in enumerate(groups) if group not in kept_names])
    # Channels last in memory: a quarter faster on a CPU.
    reader = Reader(kinds).to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(reader.parameters(), lr=2e-3, weight_decay=0.02)
    batch = 16
    steps = epochs * (len(used) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=steps, pct_start=0.2)
    started = time.monotonic()
    for epoch in range(epochs):
        reader.train()
        order = used[torch.from_numpy(draw.permutation(len(used)))]
        total = 0.0
        for first in range(0, len(order) - batch + 1, batch):
            rows = order[first : first + batch]
            picture, mask = augmented(images[rows].float() / 255, masks[rows].float() / 255, mirrored, upended, draw)
            logits, marks = reader(picture.contiguous(memory_format=torch.channels_last))
            loss = loss_of(logits, marks, classes[rows], mask)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        if epoch % 5 == 4 or epoch == epochs - 1:
            right = (evaluate(reader, images, kept)[0].argmax(1) == classes[kept]).float().mean().item()
            print(f"{name} epoch {epoch + 1}: loss {total / (len(order) // batch):.3f}, right of those kept back {right:.2f},",
                  f"{time.monotonic() - started:.0f} s", flush=True)
    cut = fitted_cut(reader, images, masks, kept)
    return reader, (evaluate(reader, images, kept)[0], classes[kept]), cut, len(used)


def evaluate(reader, images, rows):
    """Logits and mask logits of some pictures."""
    reader.eval()
    with torch.no_grad():
        outputs = [reader(images[part].float() / 255) for part in rows.split(64)]
    return torch.cat([logits for logits, _ in outputs]), torch.cat([marks for _, marks in outputs])


def lesson(number):
    """Trains one reader in a process of its own. Its weights, what it said of the cases kept back, where to cut its maps, and the count of cases used."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(SEED + number)
    draw = numpy.random.default_rng(SEED + number)
    reader, kept, cut, used = taught(COLLECTIONS[number], MIRRORED[number], UPENDED[number], EPOCHS[number], draw)
    # As arrays: tensors would be handed over by open files, of which a process may have few.
    weights = {name: tensor.numpy() for name, tensor in reader.state_dict().items()}
    return reader.classify.out_features, weights, [part.numpy() for part in kept], cut, used


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--workers", type=int, default=2)
    started = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(options.parse_args().workers) as pool:
        lessons = pool.map(lesson, range(len(COLLECTIONS)), chunksize=1)
    readers = []
    for kinds, weights, _, _, _ in lessons:
        reader = Reader(kinds)
        reader.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
        readers.append(reader.eval())
    facts = {
        "seed": SEED,
        "epochs": dict(zip(COLLECTIONS, EPOCHS)),
        "cases": sum(used for _, _, _, _, used in lessons),
        "temperature": fitted_temperature([[torch.from_numpy(part) for part in kept] for _, _, kept, _, _ in lessons]),
    }
    cuts = [cut for _, _, _, cut, _ in lessons]
    print("maps are cut at", dict(zip(COLLECTIONS, cuts)))
    write(Exported(readers, cuts).eval(), facts)
    print(f"{(time.monotonic() - started) / 60:.0f} minutes")


def write(model, facts):
    target = root / "public" / "models" / "bundled" / "model.onnx"
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        model,
        torch.zeros(1, 3, INPUT, INPUT),
        str(target),
        opset_version=15,
        input_names=["image"],
        output_names=["logits", "mask"],
        dynamic_axes={"image": {0: "n"}, "logits": {0: "n"}, "mask": {0: "n"}},
    )
    # The exporter's version and the source lines say nothing of the model, and differ between machines.
    graph = onnx.load(str(target))
    for node in graph.graph.node:
        node.doc_string = ""
    onnx.save(routed(graph), str(target))
    (cache / "trained.json").write_text(json.dumps(facts))
    print(f"{target.stat().st_size / 1e6:.2f} MB,", facts)


if __name__ == "__main__":
    main()
