"""The iterates that numpy_test.go holds: each rule once more, from its formula,
with numpy.linalg.solve, eigh and lstsq (NumPy 1.24, float64).

usage: python3 iterates.py
"""
import numpy as np


def f(x):
    return sum((1 - x[:-1]) ** 2 + 100 * (x[1:] - x[:-1] ** 2) ** 2)


def g(x):
    d = x[1:] - x[:-1] ** 2
    out = np.zeros(len(x))
    out[:-1] += -2 * (1 - x[:-1]) - 400 * x[:-1] * d
    out[1:] += 200 * d
    return out


def h(x):
    n = len(x)
    out = np.zeros((n, n))
    for i in range(n - 1):
        out[i, i] += 2 + 1200 * x[i] ** 2 - 400 * x[i + 1]
        out[i, i + 1] = out[i + 1, i] = -400 * x[i]
        out[i + 1, i + 1] += 200
    return out


def lion(start, a=0.05, b1=0.9, b2=0.99, decay=0.1):
    x, m = start, 0 * start
    while True:
        grad = g(x)
        x = x - a * (np.sign(b1 * m + (1 - b1) * grad) + decay * x)
        m = b2 * m + (1 - b2) * grad
        yield x


def adabelief(start, a=0.05, b1=0.9, b2=0.99, eps=1e-3, decay=0.1):
    x, m, v, t = start, 0 * start, 0 * start, 0
    while True:
        grad, t = g(x), t + 1
        m = b1 * m + (1 - b1) * grad
        v = b2 * v + (1 - b2) * (grad - m) ** 2 + eps
        x = x * (1 - a * decay)
        x = x - a * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
        yield x


def damped(start, mu=10):
    x = start
    while True:
        x = x - np.linalg.solve(h(x) + mu * np.eye(len(x)), g(x))
        yield x


def saddle_free(start):
    x = start
    while True:
        values, q = np.linalg.eigh(h(x))
        x = x - q @ ((q.T @ g(x)) / abs(values))
        yield x


def armijo(start):
    x = start
    while True:
        grad = g(x)
        s, t = -np.linalg.solve(h(x), grad), 1.0
        if grad @ s >= 0:
            s = -grad
        while not f(x + t * s) <= f(x) + 1e-4 * t * (grad @ s):
            t /= 2
        x = x + t * s
        yield x


def modified(start):
    """Newton with H + tau I of a Cholesky factor, and a bisection of the step."""
    x, tau = start, 0.0
    while True:
        grad, hess = g(x), h(x)
        low = min(np.diag(hess))
        tau = 0.0 if low > 0 else tau or 0.001 - low
        while min(np.linalg.eigvalsh(hess + tau * np.eye(len(x)))) <= 0:
            tau = max(5 * tau, 0.001)
        s = -np.linalg.solve(hess + tau * np.eye(len(x)), grad)
        t, least, most = 1.0, 0.0, np.inf
        while True:
            value, slope = f(x + t * s), g(x + t * s) @ s
            if value <= f(x) and abs(slope) < 0.9 * abs(grad @ s):
                break
            if value > f(x) or slope > 0:
                most = t
            else:
                least = t
            t = 2 * t if most == np.inf else (least + most) / 2
        x = x + t * s
        yield x


def conjugate(hess):
    """Linear conjugate gradients on x'Hx/2."""

    def rule(start):
        x, r = start, hess @ start
        p = -r
        while True:
            t = (r @ r) / (p @ hess @ p)
            x = x + t * p
            last, r = r, r + t * (hess @ p)
            p = -r + (r @ r) / (last @ last) * p
            yield x

    return rule


def gauss_newton(residuals, jacobian):
    def rule(start):
        x = start
        while True:
            x = x - np.linalg.lstsq(jacobian(x), residuals(x), rcond=None)[0]
            yield x

    return rule


beale = gauss_newton(
    lambda x: np.array([c - x[0] * (1 - x[1] ** k) for k, c in ((1, 1.5), (2, 2.25), (3, 2.625))]),
    lambda x: np.array([[x[1] ** k - 1, x[0] * k * x[1] ** (k - 1)] for k in (1, 2, 3)]),
)
product = gauss_newton(
    lambda x: np.array([x[0] * x[1] - 1]) / np.sqrt(2),
    lambda x: np.array([[x[1], x[0]]]) / np.sqrt(2),
)
rosenbrock = gauss_newton(
    lambda x: np.array([1 - x[0], 10 * (x[1] - x[0] ** 2), 1 - x[1], 10 * (x[2] - x[1] ** 2)]),
    lambda x: np.array([[-1, 0, 0], [-20 * x[0], 10, 0], [0, -1, 0], [0, -20 * x[1], 10.0]]),
)

for name, rule, start, steps in (
    ("lion", lion, (-1.5, 2), (1, 2, 60, 300)),
    ("adabelief", adabelief, (-1.5, 2), (1, 2, 20, 60)),
    ("damped-newton", damped, (-1.5, 2), (1, 2, 3)),
    ("damped-newton", damped, (0.1, 1, -0.5), (1, 2, 3)),
    ("saddle-free-newton", saddle_free, (0.2, 1), (1, 2, 3)),
    ("saddle-free-newton", saddle_free, (0.1, 1, -0.5), (1, 2, 3)),
    ("newton-armijo", armijo, (-1.2, 1), (1, 2, 3, 8)),
    ("newton-armijo", armijo, (0.2, 1), (1, 2, 3, 6)),
    ("modified-newton", modified, (-1.2, 1), (1, 2, 3, 8)),
    ("modified-newton", modified, (0.2, 1), (1, 2, 3, 6)),
    ("modified-newton", modified, (0.1, 1, -0.5), (1, 2, 3)),
    ("exact cg on ravine", conjugate(np.diag([1.0, 100])), (-4, 1), (1,)),
    ("exact cg on bowl", conjugate(np.diag([1.0, 10, 100])), (1, 2, 3), (1, 2)),
    ("gauss-newton on beale", beale, (1, 0.2), (1, 2)),
    ("gauss-newton on product", product, (3, 0.1), (1, 2, 3)),
    ("gauss-newton", rosenbrock, (-1.2, 1, 0.5), (1, 2, 3)),
):
    print(name, start)
    for k, x in enumerate(rule(np.array(start, float)), 1):
        if k in steps:
            print("  ", k, ", ".join("%.15g" % v for v in x))
        if k == steps[-1]:
            break
