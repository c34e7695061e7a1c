"""Makes golden.json: small ONNX models with what ONNX Runtime computes by them.

    python make_golden.py

Needs onnx, onnxruntime and numpy; the versions it ran with stand in the file. Models are base64 of
the file's bytes; outputs are base64 of little-endian float32, and so are inputs, but for those that
the tests make by the rule of `golden_models.pictures`. `numpy` holds the bytes of
arrays as numpy.save writes them.
"""

import base64
import io
import json
import pathlib

import numpy
import onnx
import onnxruntime
from onnx import numpy_helper

import golden_exports
import golden_operators
from golden_models import case, cases, node, norm, norm_inputs, positive, weights


def convolutions():
    for name, shape, kernel, options in [
        ("conv 1x1 picture", (1, 1, 1), (2, 1, 1, 1), {}),
        ("conv 5x7, prime channels", (3, 5, 7), (11, 3, 3, 3), {"pads": [1, 1, 1, 1]}),
        ("conv without padding", (2, 9, 6), (5, 2, 4, 3), {}),
        ("conv with odd padding", (2, 5, 4), (3, 2, 3, 2), {"pads": [2, 0, 1, 3]}),
        ("conv with stride over kernel", (2, 11, 8), (3, 2, 2, 2), {"strides": [3, 4]}),
        ("conv dilated", (2, 9, 10), (3, 2, 3, 3), {"dilations": [2, 3], "pads": [2, 3, 2, 3]}),
        ("conv in groups", (6, 5, 5), (4, 3, 3, 3), {"group": 2, "pads": [1, 1, 1, 1]}),
        ("conv depthwise", (5, 7, 6), (10, 1, 3, 3), {"group": 5, "strides": [2, 2]}),
        ("conv same upper", (2, 6, 7), (3, 2, 4, 3), {"auto_pad": "SAME_UPPER", "strides": [2, 2]}),
        ("conv same lower", (2, 6, 7), (3, 2, 4, 3), {"auto_pad": "SAME_LOWER", "strides": [2, 2]}),
        ("conv valid", (2, 6, 7), (3, 2, 3, 3), {"auto_pad": "VALID"}),
    ]:
        constants = {"w": weights(*kernel), "b": weights(kernel[0])}
        case(name, shape, [node("Conv", "image w b", **options)], constants)
    case("conv without bias", (2, 4, 4), [node("Conv", "image w", kernel_shape=[3, 3])],
         {"w": weights(3, 2, 3, 3)}, batch=1)


def joined():
    pads = {"pads": [1, 1, 1, 1]}
    constants = {"w": weights(5, 2, 3, 3), "b": weights(5), **norm("n", 5)}
    case("conv, relu, norm", (2, 6, 5), [
        node("Conv", "image w b", "c", **pads), node("Relu", "c", "r"),
        node("BatchNormalization", "r " + norm_inputs("n"), epsilon=1e-3)], constants)
    case("conv, norm, relu", (2, 6, 5), [
        node("Conv", "image w b", "c", **pads),
        node("BatchNormalization", "c " + norm_inputs("n"), "m"), node("Relu", "m")], constants)
    case("conv, relu, norm, relu, norm", (2, 6, 5), [
        node("Conv", "image w b", "c", **pads), node("Relu", "c", "r"),
        node("BatchNormalization", "r " + norm_inputs("n"), "m"), node("Relu", "m", "s"),
        node("BatchNormalization", "s " + norm_inputs("n"))], constants)
    case("conv in groups, norm, relu", (4, 6, 5), [
        node("Conv", "image w b", "c", group=2, **pads),
        node("BatchNormalization", "c " + norm_inputs("n"), "m"), node("Relu", "m")],
        {"w": weights(6, 2, 3, 3), "b": weights(6), **norm("n", 6)})
    case("conv times a number", (1, 4, 4), [
        node("Conv", "image w", "c"), node("Mul", "c k", "m"), node("Add", "m k")],
        {"w": weights(3, 1, 2, 2), "k": numpy.float32(1.7)})
    case("conv used twice", (2, 4, 4), [
        node("Conv", "image w b", "c", **pads), node("Relu", "c", "r"),
        node("Add", "c r")], {"w": weights(3, 2, 3, 3), "b": weights(3)})
    case("residual", (3, 4, 4), [
        node("Conv", "image w b", "c", **pads), node("Add", "c image", "s"), node("Relu", "s")],
        {"w": weights(3, 3, 3, 3), "b": weights(3)})
    case("squeeze and excitation", (3, 4, 5), [
        node("GlobalAveragePool", "image", "p"), node("Sigmoid", "p", "s"),
        node("Mul", "image s")], {})
    case("a classic stage", (1, 8, 8), [
        node("Mul", "image k", "x"), node("Sub", "x h", "y"),
        node("Conv", "y w b", "c", **pads), node("Relu", "c", "r"),
        node("BatchNormalization", "r " + norm_inputs("n"), "m"),
        node("MaxPool", "m", "p", kernel_shape=[2, 2], strides=[2, 2]),
        node("Dropout", "p ratio", "d"), node("Flatten", "d", "f"),
        node("Gemm", "f v u", "g", transB=1), node("Relu", "g", "q"),
        node("BatchNormalization", "q " + norm_inputs("o"), "l"), node("Softmax", "l")],
        {"k": numpy.float32(0.5), "h": numpy.float32([[[0.3]]]), "w": weights(5, 1, 3, 3),
         "b": weights(5), **norm("n", 5), "ratio": numpy.float32(0.5), "v": weights(7, 80),
         "u": weights(7), **norm("o", 7)}, batch=3)


def pools():
    for name, shape, kind, options in [
        ("max 2x2", (3, 6, 7), "MaxPool", {"kernel_shape": [2, 2], "strides": [2, 2]}),
        ("max 3x2 padded", (2, 7, 5), "MaxPool",
         {"kernel_shape": [3, 2], "strides": [2, 1], "pads": [1, 1, 1, 0]}),
        ("max dilated", (1, 7, 8), "MaxPool", {"kernel_shape": [2, 3], "dilations": [3, 2]}),
        ("max same", (1, 5, 5), "MaxPool",
         {"kernel_shape": [2, 2], "strides": [2, 2], "auto_pad": "SAME_UPPER"}),
        ("average", (3, 7, 5), "AveragePool", {"kernel_shape": [3, 3], "strides": [2, 2]}),
        ("average padded", (2, 5, 5), "AveragePool",
         {"kernel_shape": [3, 3], "pads": [1, 1, 1, 1]}),
        ("average padded, counted", (2, 5, 5), "AveragePool",
         {"kernel_shape": [3, 3], "pads": [1, 0, 1, 2], "count_include_pad": 1}),
        ("global average", (3, 5, 7), "GlobalAveragePool", {}),
    ]:
        case(name, shape, [node(kind, "image", **options)], {})


def dense():
    case("gemm, alpha, beta", (5,), [node("Gemm", "image w b", alpha=0.5, beta=2.0)],
         {"w": weights(5, 3), "b": weights(3)}, batch=4)
    case("gemm transposed, one bias", (5,), [node("Gemm", "image w b", transB=1)],
         {"w": weights(3, 5), "b": weights(1)})
    case("matmul, add, norm, relu", (6,), [
        node("MatMul", "image w", "m"), node("Add", "m b", "a"),
        node("BatchNormalization", "a " + norm_inputs("n"), "o"), node("Relu", "o")],
        {"w": weights(6, 4), "b": weights(4), **norm("n", 4)})
    case("softmax, opset 11", (9,), [node("Softmax", "image")], {}, opset=11)
    case("softmax of large values", (4,), [node("Mul", "image k", "m"), node("Softmax", "m")],
         {"k": numpy.float32(300)})


def elementwise():
    for kind, options in [
        ("Relu", {}), ("Sigmoid", {}), ("Tanh", {}), ("LeakyRelu", {"alpha": 0.2}),
        ("LeakyRelu", {}), ("Elu", {}), ("Elu", {"alpha": 0.7}), ("Identity", {}), ("Dropout", {}),
    ]:
        case(f"{kind} {options}", (2, 3, 3), [node(kind, "image", **options)], {})
    case("clip", (7,), [node("Clip", "image low high")],
         {"low": numpy.float32(-0.5), "high": numpy.float32(0.6)})
    case("clip below only", (7,), [node("Clip", "image low")], {"low": numpy.float32(0)})
    case("clip, opset 10", (7,), [node("Clip", "image", min=-0.5, max=0.6)], {}, opset=10)
    for kind in ["Add", "Sub", "Mul", "Div"]:
        case(f"{kind} a constant a channel", (3, 4, 5), [node(kind, "image k")],
             {"k": positive(3, 1, 1)})
    case("a constant minus a value", (3, 4), [node("Sub", "k image")], {"k": positive(4)})
    case("a constant a column", (3, 4, 5), [node("Mul", "image k")], {"k": positive(5)})
    case("a constant a row", (3, 4, 5), [node("Add", "image k")], {"k": positive(1, 1, 4, 1)})
    case("a constant picture", (1, 4, 5), [node("Sub", "image k")], {"k": positive(1, 4, 5)})


def shapes():
    case("reshape", (2, 3, 4), [node("Reshape", "image s", "r"), node("Softmax", "r")],
         {"s": numpy.int64([0, -1, 3])})
    case("reshape, batch free", (2, 3, 4), [node("Reshape", "image s")],
         {"s": numpy.int64([-1, 24])})
    case("squeeze, unsqueeze", (4, 1, 3), [
        node("Squeeze", "image a", "s"), node("Unsqueeze", "s b")],
        {"a": numpy.int64([2]), "b": numpy.int64([-1, 2])})
    case("squeeze, opset 11", (4, 3, 1), [node("Squeeze", "image", axes=[-1])], {}, opset=11)
    case("constants as nodes", (4,), [
        node("Constant", "", "k", value_float=2.0), node("Mul", "image k", "m"),
        node("Constant", "", "w", value=numpy_helper.from_array(weights(4, 2))),
        node("Identity", "w", "v"), node("MatMul", "m v")], {})
    case("opset 7 with listed constants", (2, 5, 5), [
        node("Conv", "image w b", "c"), node("Relu", "c", "r"),
        node("BatchNormalization", "r " + norm_inputs("n"))],
        {"w": weights(3, 2, 3, 3), "b": weights(3), **norm("n", 3)}, opset=7, listed=True)
    case("typed data", (4,), [node("Gemm", "image w b")], {"w": weights(4, 3), "b": weights(3)},
         typed=True)


def arrays():
    result = {}
    for name, array, version in [
        ("float32", numpy.float32([[1, -2.5, 3], [4, 5, 6]]), (1, 0)),
        ("version 2", numpy.float32([[[7]]]), (2, 0)), ("version 3", numpy.float32([8, 9]), (3, 0)),
        ("scalar", numpy.float32(10), (1, 0)), ("empty", numpy.zeros((0, 3), "<f4"), (1, 0)),
        ("float64", numpy.float64([1, 2]), (1, 0)), ("big-endian", numpy.array([1], ">f4"), (1, 0)),
        ("fortran", numpy.asfortranarray(numpy.float32([[1, 2], [3, 4]])), (1, 0)),
        ("uint8", numpy.uint8([1, 2]), (1, 0)),
    ]:
        file = io.BytesIO()
        numpy.lib.format.write_array(file, array, version=version)
        result[name] = base64.b64encode(file.getvalue()).decode()
    return result


parts = [convolutions, joined, pools, dense, elementwise, shapes]
for part in parts + golden_operators.parts + golden_exports.parts:
    part()
golden = {
    "versions": {m.__name__: m.__version__ for m in [numpy, onnx, onnxruntime]},
    "cases": cases, "numpy": arrays(),
}
path = pathlib.Path(__file__).parent / "golden.json"
path.write_text(json.dumps(golden, indent=0) + "\n")
print(f"{path}: {len(cases)} models, {path.stat().st_size} bytes")
