"""What `npx dice-workbook bench --reference <python>` measures beside the workbook: the same work in PyTorch, SciPy and NumPy.

    pip install torch scipy numpy       (a build of torch for the CPU is enough)
    python reference.py lovasz_16x256x256

prints {"ms": {key: median milliseconds of a call}}. Without a key all are measured. THREADS says how many threads there are.
The keys, shapes and random laws are those of the files beside this one.
"""

import json
import os
import statistics
import sys
import time

try:
    import numpy
    import scipy.ndimage
    import torch
    from torch import nn
    from torch.nn import functional
except ImportError as error:
    sys.exit(f"{error}. Install what the reference needs: {sys.executable} -m pip install torch scipy numpy")

torch.set_num_threads(int(os.environ.get("THREADS", "2")))
torch.manual_seed(0)
noise = numpy.random.default_rng(0)


def median_ms(call, repeats=15, warmup=3):
    """As medianMs.ts: calls that warm up do not count."""
    for _ in range(warmup):
        call()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def tversky_loss(alpha, beta):
    """One minus the soft Tversky index of each image, in the mean; (1/2, 1/2) is soft Dice, (1, 1) soft Jaccard."""

    def loss(probabilities, labels):
        p, y = probabilities.flatten(1), labels.flatten(1)
        hits, predicted, labelled = (p * y).sum(1), p.sum(1), y.sum(1)
        return 1 - (hits / (hits + alpha * (predicted - hits) + beta * (labelled - hits))).mean()

    return loss


def lovasz_loss(probabilities, labels):
    """The Lovasz extension of the Jaccard loss of the foreground, image by image (Berman et al., CVPR 2018)."""
    p, y = probabilities.flatten(1), labels.flatten(1)
    errors, order = (p - y).abs().sort(1, descending=True)
    mistaken = y.gather(1, order)
    missed, added = mistaken.cumsum(1), (1 - mistaken).cumsum(1)
    size = y.sum(1, keepdim=True)
    losses = 1 - (size - missed) / (size + added)
    weights = losses.diff(dim=1, prepend=torch.zeros_like(size))
    return (errors * weights).sum(1).mean()


def loss_and_gradient(loss):
    probabilities = torch.rand(16, 256, 256, requires_grad=True)
    labels = (torch.rand(16, 256, 256) < 0.1).float()
    return median_ms(lambda: torch.autograd.grad(loss(probabilities, labels), probabilities))


class Pair(nn.Module):
    """Two convolutions of 3 x 3, each with ReLU, with or without instance normalisation before it."""

    def __init__(self, inputs, outputs, normalised):
        super().__init__()
        layers = []
        for channels in (inputs, outputs):
            # The mean of a normalised channel would take a bias away again.
            layers.append(nn.Conv2d(channels, outputs, 3, padding=1, bias=not normalised))
            if normalised:
                layers.append(nn.InstanceNorm2d(outputs, affine=True))
            layers.append(nn.ReLU())
        self.layers = nn.Sequential(*layers)

    def forward(self, images):
        return self.layers(images)


class UNet(nn.Module):
    """The network of training/unet.ts: two poolings, nearest-neighbour upsampling, concatenated skips, one sigmoid."""

    def __init__(self, features, normalised):
        super().__init__()
        pair = lambda inputs, outputs: Pair(inputs, outputs, normalised)
        self.down = nn.ModuleList([pair(1, features), pair(features, 2 * features)])
        self.bottom = pair(2 * features, 4 * features)
        self.up = nn.ModuleList([pair(6 * features, 2 * features), pair(3 * features, features)])
        self.head = nn.Conv2d(features, 1, 1)

    def forward(self, images):
        skips = []
        for level in self.down:
            images = level(images)
            skips.append(images)
            images = functional.max_pool2d(images, 2)
        images = self.bottom(images)
        for level in self.up:
            images = level(torch.cat([functional.interpolate(images, scale_factor=2), skips.pop()], dim=1))
        return self.head(images).sigmoid()


def train_step(features, batch, size, normalised=False):
    # Channels last is the faster form of convolutions on a CPU.
    network = UNet(features, normalised).to(memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
    images = torch.randn(batch, 1, size, size).to(memory_format=torch.channels_last)
    labels = (images > 0.5).float()
    loss = tversky_loss(0.5, 0.5)

    def step():
        optimiser.zero_grad()
        value = loss(network(images), labels)
        value.backward()
        optimiser.step()
        return value.item()

    return median_ms(step, 20)


class VolumeUNet(nn.Module):
    """The network of training/volumes/volumeUnet.ts in its plain variant: 10 features, means of 3 x 3 x 3, no normalisation."""

    def __init__(self, inputs, features):
        super().__init__()
        f = features
        flat = lambda inputs, outputs: nn.Conv3d(inputs, outputs, (3, 3, 1), padding=(1, 1, 0))
        cube = lambda inputs, outputs: nn.Conv3d(inputs, outputs, 3, padding=1)
        self.first = flat(inputs, f)
        down = [cube(f, 2 * f), flat(2 * f, 2 * f), cube(2 * f, 4 * f), flat(4 * f, 4 * f), cube(4 * f, 8 * f)]
        self.down = nn.ModuleList([*down, cube(8 * f, 8 * f), cube(8 * f, 8 * f)])
        up = [cube(16 * f, 8 * f), flat(8 * f, 4 * f), cube(8 * f, 4 * f), flat(4 * f, 2 * f), cube(4 * f, 2 * f)]
        self.up = nn.ModuleList([*up, flat(2 * f, f)])
        self.head = nn.Conv3d(f, 1, 1)

    def forward(self, images):
        active = lambda x: functional.leaky_relu(x, 0.01)
        x = self.down[0](active(self.first(images)))
        skips = []
        for pooled, last in zip(self.down[1::2], self.down[2::2]):
            skips.append(x)
            x = last(active(pooled(active(functional.avg_pool3d(x, 3)))))
        for joined, last in zip(self.up[::2], self.up[1::2]):
            sides = [3 * side - 2 for side in x.shape[2:]]
            x = functional.interpolate(x, size=sides, mode="trilinear", align_corners=True)
            skip = skips.pop()
            for axis, side in enumerate(sides, 2):
                skip = skip.narrow(axis, (skip.shape[axis] - side) // 2, side)
            x = last(active(joined(active(torch.cat([skip, x], dim=1)))))
        return self.head(active(x)).sigmoid()


def volume_network(sides):
    network = VolumeUNet(5, 10).to(memory_format=torch.channels_last_3d)
    return network, torch.randn(1, 5, *sides).contiguous(memory_format=torch.channels_last_3d)


def volume_step(*sides):
    network, images = volume_network(sides)
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
    labels = (torch.rand(1, 1, *(side - 26 for side in sides)) < 0.1).float()
    loss = tversky_loss(0.5, 0.5)

    def step():
        optimiser.zero_grad()
        value = loss(network(images), labels)
        value.backward()
        optimiser.step()
        return value.item()

    return median_ms(step, 5, 1)


def volume_prediction(*sides):
    network, images = volume_network(sides)
    with torch.no_grad():
        return median_ms(lambda: network(images), 3, 1)


def hausdorff95(size):
    """The 95th percentile of the distances between the edges of two balls, both ways together."""
    places = numpy.indices((size, size, size))
    ball = lambda centre, radius: ((places - centre * size) ** 2).sum(axis=0) < (radius * size) ** 2
    one, other = ball(0.45, 0.25), ball(0.52, 0.22)

    def call():
        edges = [mask & ~scipy.ndimage.binary_erosion(mask) for mask in (one, other)]
        away = [scipy.ndimage.distance_transform_edt(~edge) for edge in edges]
        return numpy.percentile(numpy.concatenate([away[1][edges[0]], away[0][edges[1]]]), 95)

    return median_ms(call)


def bootstrap(images, resamples):
    """Means of resampled differences, of which an interval and a p-value are read."""
    differences = noise.normal(0.01, 0.1, images)

    def call():
        means = differences[noise.integers(0, images, (resamples, images))].mean(axis=1)
        return numpy.quantile(means, (0.025, 0.975)), (means <= 0).mean()

    return median_ms(call)


def largest_difference(pixels):
    """The largest Dice - Jaccard over all counts of at most so many pixels, in floats (the workbook: in integers)."""
    errors = numpy.arange(pixels)

    def call():
        largest = 0.0
        for tp in range(1, pixels + 1):
            # Both measures know false positives and false negatives by their sum alone; every split is gone through.
            fp, fn = numpy.meshgrid(errors[: pixels - tp + 1], errors[: pixels - tp + 1])
            wrong = fp + fn
            wrong = wrong[wrong <= pixels - tp]
            largest = max(largest, (2 * tp / (2 * tp + wrong) - tp / (tp + wrong)).max())
        return largest

    return median_ms(call, 5, 3)


WORK = {
    "soft_dice_16x256x256": lambda: loss_and_gradient(tversky_loss(0.5, 0.5)),
    "soft_jaccard_16x256x256": lambda: loss_and_gradient(tversky_loss(1, 1)),
    "soft_tversky_16x256x256": lambda: loss_and_gradient(tversky_loss(0.3, 0.7)),
    "cross_entropy_16x256x256": lambda: loss_and_gradient(functional.binary_cross_entropy),
    "lovasz_16x256x256": lambda: loss_and_gradient(lovasz_loss),
    "hausdorff95_128": lambda: hausdorff95(128),
    "bootstrap_500x10000": lambda: bootstrap(500, 10_000),
    "train_step_8x64x64_f8": lambda: train_step(8, 8, 64),
    "train_step_16x64x64_f16": lambda: train_step(16, 16, 64),
    "train_step_4x128x128_f16": lambda: train_step(16, 4, 128),
    "train_step_norm_8x64x64_f8": lambda: train_step(8, 8, 64, True),
    "train_step_norm_16x64x64_f16": lambda: train_step(16, 16, 64, True),
    "train_step_3d_81x81x54": lambda: volume_step(81, 81, 54),
    "predict_3d_162x162x108": lambda: volume_prediction(162, 162, 108),
    "enumerate_counts_200": lambda: largest_difference(200),
}

if __name__ == "__main__":
    asked = sys.argv[1:] or list(WORK)
    unknown = [key for key in asked if key not in WORK]
    if unknown:
        sys.exit(f"the reference does not measure {', '.join(unknown)}. It measures: {', '.join(WORK)}")
    print(json.dumps({"ms": {key: round(WORK[key](), 3) for key in asked}}))
