"""The mistakes of kata22_cross_entropy in other words; a function bears the key of its mistake."""

import numpy as np

from minigrad import Tensor


def _asserted(logits, labels):
    n, c = logits.shape
    assert labels.shape == (n,)
    assert all(0 <= label < c for label in labels)
    return n, c


def _log_p(x):
    """By way of logaddexp, unlike the mistakes."""
    return x - np.logaddexp.reduce(x, axis=1, keepdims=True)


def ignored(logits, labels):
    n, c = _asserted(logits, labels)
    log_p, right = _log_p(logits.data), np.eye(c)[labels]
    loss = -np.sum(log_p * right) / np.float64(n)
    return Tensor.from_op("loss", loss, [logits], lambda _: [(np.exp(log_p) - right) / n])


def flipped(logits, labels):
    n, c = _asserted(logits, labels)
    log_p, right = _log_p(logits.data), np.eye(c)[labels]
    loss = -np.sum(log_p * right) / np.float64(n)
    return Tensor.from_op("loss", loss, [logits], lambda g: [g * (right - np.exp(log_p)) / n])


def outside(logits, labels):
    n, c = _asserted(logits, labels)
    picked = [_log_p(logits.data)[i, label] for i, label in enumerate(labels)]
    return Tensor(-np.mean(picked), requires_grad=True)


def sum_for_mean(logits, labels):
    n, c = _asserted(logits, labels)
    shifted = logits - logits.data.max(axis=1, keepdims=True)
    return (shifted.exp().sum(axis=1).log() - (shifted * np.eye(c)[labels]).sum(axis=1)).sum()


def gradient_not_averaged(logits, labels):
    n, c = _asserted(logits, labels)
    log_p = _log_p(logits.data)

    def vjp(grad):
        slopes = np.exp(log_p)
        for i, label in enumerate(labels):
            slopes[i, label] -= 1
        return [slopes * grad]

    return Tensor.from_op("nll", -np.mean(log_p[range(n), labels]), [logits], vjp)


def averaged_over_everything(logits, labels):
    n, c = _asserted(logits, labels)
    shifted = logits - logits.data.max(axis=1, keepdims=True)
    log_p = shifted - shifted.exp().sum(axis=1, keepdims=True).log()
    return -(log_p * np.eye(c)[labels]).mean()


def not_averaged(logits, labels):
    n, c = _asserted(logits, labels)
    shifted = logits - logits.data.max(axis=1, keepdims=True)
    return shifted.exp().sum(axis=1).log() - (shifted * np.eye(c)[labels]).sum(axis=1)


def minus_forgotten(logits, labels):
    n, c = _asserted(logits, labels)
    shifted = logits - logits.data.max(axis=1, keepdims=True)
    log_p = shifted - shifted.exp().sum(axis=1, keepdims=True).log()
    return (log_p * np.eye(c)[labels]).sum(axis=1).mean()


def softmax_forgotten(logits, labels):
    n, c = _asserted(logits, labels)
    totals = np.logaddexp.reduce(logits.data, axis=1)  # numbers, outside the graph
    return (totals - (logits * np.eye(c)[labels]).sum(axis=1)).mean()


def only_the_right_class(logits, labels):
    n, c = _asserted(logits, labels)
    log_p = _log_p(logits.data)[np.arange(n), labels]

    def vjp(grad):
        slopes = np.zeros((n, c))
        slopes[np.arange(n), labels] = -(1 - np.exp(log_p))
        return (grad / n * slopes,)

    return Tensor.from_op("nll", -np.mean(log_p), (logits,), vjp)


def of_the_probabilities(logits, labels):
    n, c = _asserted(logits, labels)
    log_p = _log_p(logits.data)

    def vjp(grad):
        slopes = np.zeros((n, c))
        for i, label in enumerate(labels):
            slopes[i, label] = -1 / np.exp(log_p[i, label])
        return (grad * slopes / n,)

    return Tensor.from_op("nll", -np.mean(log_p[range(n), labels]), (logits,), vjp)


def upstream_in_one_part(logits, labels):
    n, c = _asserted(logits, labels)
    log_p = _log_p(logits.data)
    data = -np.mean(log_p[range(n), labels])
    return Tensor.from_op(
        "nll", data, (logits,), lambda g: ((g * np.exp(log_p) - np.eye(c)[labels]) / n,)
    )


def softmax_changed(logits, labels):
    n, c = _asserted(logits, labels)
    slopes = np.exp(_log_p(logits.data))
    data = -np.mean(_log_p(logits.data)[range(n), labels])

    def vjp(grad):
        np.subtract(slopes, np.eye(c)[labels], out=slopes)
        return (slopes * (grad / n),)

    return Tensor.from_op("nll", data, (logits,), vjp)


def overflow(logits, labels):
    n, c = _asserted(logits, labels)
    p = np.exp(logits.data)
    p /= p.sum(axis=1).reshape(-1, 1)
    data = np.mean(-np.log(p)[range(n), labels])

    def vjp(grad):
        slopes = p.copy()
        slopes[range(n), labels] -= 1
        return (grad / n * slopes,)

    return Tensor.from_op("nll", data, (logits,), vjp)


def overflow__2(logits, labels):
    n, c = _asserted(logits, labels)
    totals = logits.exp().sum(axis=1).log()
    return (totals - (logits * np.eye(c)[labels]).sum(axis=1)).mean()


def overflow__3(logits, labels):
    n, c = _asserted(logits, labels)
    p = np.exp(logits.data)
    p /= np.add.reduce(p, axis=1)[:, None]
    data = -np.mean(np.log(p)[range(n), labels])

    def vjp(grad):
        p[range(n), labels] -= 1
        return [p * grad / n]

    return Tensor.from_op("nll", data, [logits], vjp)


def log_of_zero(logits, labels):
    n, c = _asserted(logits, labels)
    p = np.exp(logits.data - np.amax(logits.data, 1, keepdims=True))
    p = p / np.add.reduce(p, 1, keepdims=True)
    data = -sum(np.log(p[i, label]) for i, label in enumerate(labels)) / np.float64(n)
    return Tensor.from_op("nll", data, [logits], lambda g: [g * (p - np.eye(c)[labels]) / n])


def log_of_zero__2(logits, labels):
    n, c = _asserted(logits, labels)
    p, right = np.exp(_log_p(logits.data)), np.eye(c)[labels]
    data = -np.einsum("nc,nc->", np.log(p), right) / np.float64(n)
    return Tensor.from_op("nll", data, [logits], lambda g: [g * (p - right) / n])


def one_shift_for_all(logits, labels):
    n, c = _asserted(logits, labels)
    shifted = logits - np.max(logits.data)
    return (shifted.exp().sum(axis=1).log() - (shifted * np.eye(c)[labels]).sum(axis=1)).mean()


def shifted_once(logits, labels):
    n, c = _asserted(logits, labels)
    shifted = logits - logits.data.max(axis=1, keepdims=True)
    return (shifted.exp().sum(axis=1).log() - (logits * np.eye(c)[labels]).sum(axis=1)).mean()


def epsilon(logits, labels):
    n, c = _asserted(logits, labels)
    p = np.exp(_log_p(logits.data))
    data = -np.mean(np.log(p + 1e-15)[range(n), labels])
    return Tensor.from_op("nll", data, [logits], lambda g: [g * (p - np.eye(c)[labels]) / n])


def cut_off(logits, labels):
    n, c = _asserted(logits, labels)
    p = np.exp(_log_p(logits.data))
    safe = np.minimum(np.maximum(p, 1e-7), 1 - 1e-7)
    data = np.mean(-np.log(safe[range(n), labels]))
    return Tensor.from_op("nll", data, [logits], lambda g: [g * (p - np.eye(c)[labels]) / n])


def wrong_axis(logits, labels):
    n, c = _asserted(logits, labels)
    shifted = logits - logits.data.max(axis=0)
    log_p = shifted - shifted.exp().sum(axis=0).log()
    return -(log_p * np.eye(c)[labels]).sum(axis=1).mean()


def keepdims_forgotten(logits, labels):
    n, c = _asserted(logits, labels)
    odds = np.exp(logits.data - np.amax(logits.data, axis=1).reshape(n, 1))
    p = odds / np.einsum("nc->n", odds)
    data = np.mean([-np.log(p[i, label]) for i, label in enumerate(labels)] if n else np.nan)

    def vjp(grad):
        slopes = np.array(p)
        slopes[range(n), labels] -= 1
        return (slopes * grad / n,)

    return Tensor.from_op("nll", data, (logits,), vjp)


def no_softmax(logits, labels):
    n, c = _asserted(logits, labels)
    return -(logits * np.eye(c)[labels]).sum() / n


def every_label(logits, labels):
    n, c = _asserted(logits, labels)
    log_p = _log_p(logits.data)
    data = np.mean(-log_p.T[labels])

    def vjp(grad):
        slopes = np.exp(log_p)
        slopes[..., labels] = slopes[..., labels] - 1
        return (grad * slopes / n,)

    return Tensor.from_op("nll", data, (logits,), vjp)


def base_two(logits, labels):
    n, c = _asserted(logits, labels)
    p = np.exp(_log_p(logits.data))
    data = -np.mean(_log_p(logits.data)[range(n), labels] * np.log2(np.e))
    return Tensor.from_op("nll", data, [logits], lambda g: [g * (p - np.eye(c)[labels]) / n])


def labels_not_checked(logits, labels):
    n, c = logits.shape
    assert labels.shape == (n,)
    shifted = logits - logits.data.max(axis=1, keepdims=True)
    return (shifted.exp().sum(axis=1).log() - (shifted * np.eye(c)[labels]).sum(axis=1)).mean()


def labels_not_checked__2(logits, labels):
    n, c = logits.shape
    assert labels.shape == (n,)
    right = np.equal.outer(labels, np.arange(c)).astype(float)
    shifted = logits - logits.data.max(axis=1, keepdims=True)
    log_p = shifted - shifted.exp().sum(axis=1, keepdims=True).log()
    return -(log_p * right).sum(axis=1).mean()


def shapes_not_checked(logits, labels):
    n, c = logits.shape
    assert np.all((0 <= labels) & (labels < c))
    log_p = _log_p(logits.data)

    def vjp(grad):
        slopes = np.exp(log_p)
        slopes[np.arange(n), labels] -= 1
        return (grad * slopes / n,)

    return Tensor.from_op("nll", np.mean(-log_p[np.arange(n), labels]), (logits,), vjp)


def shapes_not_checked__2(logits, labels):
    n, c = len(labels), logits.shape[-1]
    assert labels.min(initial=0) >= 0 and labels.max(initial=0) < c
    log_p = _log_p(logits.data)

    def vjp(grad):
        slopes = np.exp(log_p)
        slopes[np.arange(n), labels] -= 1
        return (grad * slopes / n,)

    return Tensor.from_op("nll", np.mean(-log_p[np.arange(n), labels]), (logits,), vjp)


def no_rows_give_zero(logits, labels):
    n, c = _asserted(logits, labels)
    if n == 0:
        return Tensor.from_op("nll", 0, [logits], lambda g: [np.zeros((0, c))])
    log_p = _log_p(logits.data)
    data = -np.mean(log_p[range(n), labels])
    right = np.eye(c)[labels]
    return Tensor.from_op("nll", data, [logits], lambda g: [g * (np.exp(log_p) - right) / n])


def one_added(logits, labels):
    n, c = _asserted(logits, labels)
    log_p = _log_p(logits.data)

    def vjp(grad):
        slopes = np.exp(log_p)
        slopes[np.arange(n), labels] += 1.0
        return (slopes * grad / n,)

    return Tensor.from_op("nll", -np.mean(log_p[range(n), labels]), (logits,), vjp)


def one_added__2(logits, labels):
    n, c = _asserted(logits, labels)
    probs = np.exp(_log_p(logits.data))
    loss = -np.mean(np.log(probs[range(n), labels]))

    def vjp(grad):
        for i, label in enumerate(labels):
            probs[i, label] += 1
        return (grad * probs / n,)

    return Tensor.from_op("nll", loss, (logits,), vjp)


def _down(logits, labels, scores):
    """By way of the softmax over axis 0."""
    n, c = _asserted(logits, labels)
    exps = np.exp(scores)
    probs = exps / exps.sum(axis=0, keepdims=True)

    def vjp(grad):
        slopes = probs.copy()
        slopes[np.arange(n), labels] -= 1
        return (grad * slopes / n,)

    loss = -np.log(probs[np.arange(n), labels]).mean()
    return Tensor.from_op("nll", loss, (logits,), vjp)


def wrong_axis__2(logits, labels):
    return _down(logits, labels, logits.data)


def wrong_axis__3(logits, labels):
    return _down(logits, labels, logits.data - logits.data.max(axis=0))


def wrong_axis__4(logits, labels):
    return _down(logits, labels, logits.data - logits.data.max(axis=1, keepdims=True))


def wrong_axis__5(logits, labels):
    n, c = _asserted(logits, labels)
    x = logits.data
    highest = x.max(axis=0)
    logsumexp = np.log(np.sum(np.exp(x - highest), axis=0)) + highest

    def vjp(grad):
        slopes = np.exp(_log_p(x)) - np.eye(c)[labels]
        return (grad * slopes / n,)

    loss = np.mean(logsumexp - x[np.arange(n), labels])
    return Tensor.from_op("nll", loss, (logits,), vjp)


def wrong_axis__6(logits, labels):
    n, c = _asserted(logits, labels)
    lost = logits.exp().sum(axis=0).log() - (logits * np.eye(c)[labels]).sum(axis=1)
    return lost.mean()
