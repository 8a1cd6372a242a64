#!/usr/bin/env python3
"""An epoch of the digits network the way an expert writes it in NumPy: what
BenchmarkNetworkEpoch measures. 2000 examples in random batches of 100 through
64-64-32-10 units, ReLU, softmax cross-entropy, float64.

usage: network_peer.py sgd|adam [EPOCHS]
"""
import sys
import time

import numpy as np

rule, epochs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200
rng = np.random.default_rng(0)
N, B, widths = 2000, 100, [64, 64, 32, 10]
# As many zeros among the inputs as in the digits of package data; NumPy's speed
# does not depend on the values.
X = np.clip(rng.normal(0.1, 0.3, (N, widths[0])), 0, 1)
Y = rng.integers(0, 10, N)
# All parameters in one array, of which the layers are views: the rule needs one
# update then, not one for each layer.
size = sum((a + 1) * b for a, b in zip(widths, widths[1:]))
x, g = np.zeros(size), np.zeros(size)


def layers(v):
    at = 0
    for a, b in zip(widths, widths[1:]):
        yield v[at : at + a * b].reshape(a, b), v[at + a * b : at + (a + 1) * b]
        at += (a + 1) * b


params, grads = list(layers(x)), list(layers(g))
for W, b in params:
    W[:] = rng.normal(size=W.shape) * np.sqrt(2 / W.shape[0])
m, v, t = np.zeros(size), np.zeros(size), 0
rows = np.arange(B)
buffers = [np.empty((B, k)) for k in widths[1:]]


def gradient(a, y):
    outputs = [a]
    for (W, b), z in zip(params, buffers):
        np.dot(outputs[-1], W, out=z)
        z += b
        if z is not buffers[-1]:
            np.maximum(z, 0, out=z)
        outputs.append(z)
    d = outputs[-1]
    d -= d.max(1, keepdims=True)
    np.exp(d, out=d)
    d /= d.sum(1, keepdims=True)
    d[rows, y] -= 1
    d /= B
    for l in range(len(params) - 1, -1, -1):
        np.dot(outputs[l].T, d, out=grads[l][0])
        np.sum(d, 0, out=grads[l][1])
        if l:
            d = np.dot(d, params[l][0].T)
            d *= outputs[l] > 0


def step():
    global t
    if rule == "sgd":
        np.multiply(g, 0.1, out=g)
        np.subtract(x, g, out=x)
        return
    t += 1
    b1, b2 = 0.9, 0.999
    np.multiply(m, b1, out=m)
    np.add(m, (1 - b1) * g, out=m)
    np.multiply(v, b2, out=v)
    np.multiply(g, g, out=g)
    np.multiply(g, 1 - b2, out=g)
    np.add(v, g, out=v)
    np.sqrt(v, out=g)
    np.multiply(g, 1 / np.sqrt(1 - b2**t), out=g)
    np.add(g, 1e-8, out=g)
    np.divide(m, g, out=g)
    np.multiply(g, 0.001 / (1 - b1**t), out=g)
    np.subtract(x, g, out=x)


times = []
for _ in range(epochs):
    start = time.perf_counter()
    order = rng.permutation(N)
    for i in range(0, N, B):
        batch = order[i : i + B]
        gradient(X[batch], Y[batch])
        step()
    times.append(time.perf_counter() - start)
print(f"{1e3 * np.median(times):.3f} ms")
