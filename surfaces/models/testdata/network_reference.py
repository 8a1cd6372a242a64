#!/usr/bin/env python3
"""Losses and gradients of small networks by NumPy in float64, for
network_test.go: the gradient by the chain rule with a full Jacobian for each
example, not by the package's way through the layers.

usage: python3 network_reference.py > network_reference.json
"""
import json

import numpy as np

N, INPUTS, HIDDEN = 7, 3, [5, 4]


def loss_and_gradient(x, X, Y, classes, activation):
    widths = [INPUTS] + HIDDEN + [1 if classes in (0, 2) else classes]
    total, gradient = 0.0, np.zeros_like(x)
    for a, y in zip(X, Y):
        at, jacobian = 0, np.zeros((INPUTS, x.size))  # da/dx
        for layer, (n, m) in enumerate(zip(widths, widths[1:])):
            W, b = x[at : at + n * m].reshape(m, n), x[at + n * m : at + (n + 1) * m]
            z, jacobian = W @ a + b, W @ jacobian
            for j in range(m):
                jacobian[j, at + j * n : at + (j + 1) * n] += a
                jacobian[j, at + n * m + j] += 1
            at += (n + 1) * m
            if layer == len(widths) - 2:
                break
            if activation == "relu":
                a, slope = np.maximum(z, 0), (z > 0) * 1.0
            else:
                a, slope = np.tanh(z), 1 / np.cosh(z) ** 2
            jacobian = slope[:, None] * jacobian
        if classes == 0:
            total += (z[0] - y) ** 2 / 2
            dz = z - y
        else:
            if classes == 2:  # the softmax of (0, z)
                z, jacobian = np.array([0, z[0]]), np.vstack([0 * jacobian[0], jacobian[0]])
            p = np.exp(z) / np.exp(z).sum()
            total -= np.log(p[int(y)])
            dz = p - np.eye(len(z))[int(y)]
        gradient += dz @ jacobian
    return total / len(X), gradient / len(X)


cases = []
i, j = np.arange(N)[:, None], np.arange(INPUTS)[None, :]
X = np.sin(1.3 * i + 0.7 * j + 0.2)
for activation in ("relu", "tanh"):
    for classes in (0, 2, 3):
        Y = np.cos(np.arange(N)) if classes == 0 else (5 * np.arange(N) + 1) % 7 % classes
        out = 1 if classes in (0, 2) else classes
        size = sum((a + 1) * b for a, b in zip([INPUTS] + HIDDEN, HIDDEN + [out]))
        x = 0.8 * np.sin(1.7 * np.arange(size) + 0.3)
        batch = [4, 1, 4, 6]  # one of them twice
        loss, gradient = loss_and_gradient(x, X, Y, classes, activation)
        part, part_gradient = loss_and_gradient(x, X[batch], Y[batch], classes, activation)
        cases.append(
            dict(
                activation=activation, classes=classes, hidden=HIDDEN, inputs=X.tolist(), wanted=Y.tolist(),
                x=x.tolist(), loss=loss, gradient=gradient.tolist(),
                batch=batch, batch_loss=part, batch_gradient=part_gradient.tolist(),
            )
        )  # fmt: skip
print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")
