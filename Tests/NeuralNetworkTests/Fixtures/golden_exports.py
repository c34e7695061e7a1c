"""Golden models as exporters write them, node by node: what PyTorch and tf2onnx emit."""

import numpy
from onnx import TensorProto, helper, numpy_helper

from golden_models import case, node, norm, norm_inputs, weights


def constant(output, value):
    return node("Constant", "", output, value=numpy_helper.from_array(numpy.asarray(value)))


def pytorch():
    """torch.onnx.export with a dynamic batch."""
    case("PyTorch: view by size(0)", (2, 4, 4), [
        node("Conv", "image w b", "c", kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[1, 1],
             dilations=[1, 1], group=1),
        node("Relu", "c", "r"), node("Shape", "r", "shape"), constant("zero", numpy.int64(0)),
        node("Gather", "shape zero", "n", axis=0), constant("axes", numpy.int64([0])),
        node("Unsqueeze", "n axes", "u"), constant("rest", numpy.int64([-1])),
        node("Concat", "u rest", "target", axis=0), node("Reshape", "r target", "f"),
        node("Gemm", "f v a", transB=1)],
        {"w": weights(3, 2, 3, 3), "b": weights(3), "v": weights(4, 48), "a": weights(4)})
    case("PyTorch: view by size(0), opset 9", (2, 3, 3), [
        node("Shape", "image", "shape"), constant("zero", numpy.int64(0)),
        node("Gather", "shape zero", "n", axis=0), node("Unsqueeze", "n", "u", axes=[0]),
        constant("rest", numpy.int64([-1])), node("Concat", "u rest", "target", axis=0),
        node("Reshape", "image target")], {}, opset=9)
    case("PyTorch: flattened by arithmetic", (2, 3, 4), [
        node("Shape", "image", "shape"),
        *[constant(f"i{i}", numpy.int64(i)) for i in range(4)],
        *[node("Gather", f"shape i{i}", f"d{i}", axis=0) for i in range(4)],
        node("Mul", "d1 d2", "p"), node("Mul", "p d3", "q"), constant("axes", numpy.int64([0])),
        node("Unsqueeze", "d0 axes", "u"), node("Unsqueeze", "q axes", "v"),
        node("Concat", "u v", "target", axis=0), node("Reshape", "image target")], {})
    case("PyTorch: channel shuffle", (4, 2, 3), [
        node("Shape", "image", "shape"),
        *[constant(f"i{i}", numpy.int64(i)) for i in range(4)],
        *[node("Gather", f"shape i{i}", f"d{i}", axis=0) for i in range(4)],
        constant("groups", numpy.int64(2)), node("Div", "d1 groups", "depth"),
        constant("axes", numpy.int64([0])),
        *[node("Unsqueeze", f"{name} axes", f"u.{name}")
          for name in ["d0", "groups", "depth", "d2", "d3"]],
        node("Concat", "u.d0 u.groups u.depth u.d2 u.d3", "target", axis=0),
        node("Reshape", "image target", "r"), node("Transpose", "r", "t", perm=[0, 2, 1, 3, 4]),
        constant("all", numpy.int64([-1])), node("Concat", "u.d0 all u.d2 u.d3", "back", axis=0),
        node("Reshape", "t back")], {})
    case("PyTorch: squeeze and excitation", (4, 3, 3), [
        node("GlobalAveragePool", "image", "p"),
        node("Conv", "p w b", "c", kernel_shape=[1, 1]), node("Relu", "c", "r"),
        node("Conv", "r v a", "d", kernel_shape=[1, 1]), node("HardSigmoid", "d", "h", alpha=1 / 6),
        node("Mul", "h image", "m"), node("Conv", "m u", "e"), node("HardSwish", "e")],
        {"w": weights(2, 4, 1, 1), "b": weights(2), "v": weights(4, 2, 1, 1), "a": weights(4),
         "u": weights(3, 4, 1, 1)}, opset=14)
    case("PyTorch: hard swish in parts, opset 11", (3, 3), [
        node("Add", "image three", "a"), node("Clip", "a low high", "c"), node("Div", "c six", "d"),
        node("Mul", "image d")],
        {"three": numpy.float32(3), "low": numpy.float32(0), "high": numpy.float32(6),
         "six": numpy.float32(6)}, opset=11)
    case("PyTorch: interpolate to sizes", (2, 3, 4), [
        node("Shape", "image", "shape"), node("Slice", "shape zero two axes", "first"),
        node("Concat", "first size", "target", axis=0),
        node("Resize", "image _ _ target", mode="linear",
             coordinate_transformation_mode="pytorch_half_pixel", cubic_coeff_a=-0.75)],
        {"zero": numpy.int64([0]), "two": numpy.int64([2]), "axes": numpy.int64([0]),
         "size": numpy.int64([5, 6])})
    case("PyTorch: interpolate by floats, opset 9", (2, 3, 4), [
        node("Shape", "image", "shape"), constant("i2", numpy.int64(2)),
        node("Gather", "shape i2", "h", axis=0), node("Cast", "h", "hf", to=TensorProto.FLOAT),
        constant("two", numpy.float32(2)), node("Mul", "hf two", "hs"),
        node("Cast", "hs", "hd", to=TensorProto.FLOAT), node("Floor", "hd", "hl"),
        node("Div", "hl hf", "scale"), node("Unsqueeze", "scale", "us", axes=[0]),
        constant("ones", numpy.float32([1, 1])), constant("wide", numpy.float32([1])),
        node("Concat", "ones us wide", "scales", axis=0),
        node("Upsample", "image scales", mode="nearest")], {}, opset=9)
    case("PyTorch: group norm", (4, 2, 3), [
        node("Reshape", "image groups", "r"), node("InstanceNormalization", "r one zero", "n"),
        node("Shape", "image", "shape"), node("Reshape", "n shape", "b"), node("Mul", "b s", "m"),
        node("Add", "m a")],
        {"groups": numpy.int64([0, 2, -1]), "one": numpy.float32([1, 1]),
         "zero": numpy.float32([0, 0]), "s": weights(4, 1, 1), "a": weights(4, 1, 1)})
    case("PyTorch: expand of a token", (3, 4), [
        node("Shape", "image", "shape"), constant("zero", numpy.int64(0)),
        node("Gather", "shape zero", "n", axis=0), constant("axes", numpy.int64([0])),
        node("Unsqueeze", "n axes", "u"), constant("less", numpy.int64([-1])),
        node("Concat", "u less less", "wanted", axis=0), constant("rank", numpy.int64([3])),
        node("ConstantOfShape", "rank", "ones",
             value=helper.make_tensor("", TensorProto.INT64, [1], [1])),
        node("Mul", "ones less1", "lesses"), node("Equal", "wanted lesses", "open"),
        node("Where", "open ones wanted", "target"), node("Expand", "token target", "tokens"),
        node("Concat", "tokens image", axis=1)],
        {"token": weights(1, 1, 4), "less1": numpy.int64(-1)})
    case("PyTorch: zeros beside", (2, 3), [
        node("Shape", "image", "shape"), node("ConstantOfShape", "shape", "z"),
        node("Concat", "image z", axis=1)], {})
    case("PyTorch: pad of flipped numbers", (2, 3, 3), [
        constant("p", numpy.int64([1, 2, 0, 1])), constant("rest", numpy.int64([4])),
        node("ConstantOfShape", "rest", "zeros",
             value=helper.make_tensor("", TensorProto.INT64, [1], [0])),
        node("Concat", "p zeros", "all", axis=0), constant("pairs", numpy.int64([-1, 2])),
        node("Reshape", "all pairs", "r"), constant("s", numpy.int64([-1])),
        constant("e", numpy.int64([-(2**63) + 1])), constant("a", numpy.int64([0])),
        node("Slice", "r s e a s", "flipped"), node("Transpose", "flipped", "t", perm=[1, 0]),
        node("Reshape", "t s", "flat"), node("Cast", "flat", "pads", to=TensorProto.INT64),
        constant("value", numpy.float32(0)), node("Pad", "image pads value", mode="constant")],
        {})
    case("PyTorch: self-attention", (4, 6), [
        node("MatMul", "image w", "m"), node("Add", "b m", "qkv"), node("Shape", "image", "shape"),
        constant("zero", numpy.int64(0)), node("Gather", "shape zero", "n", axis=0),
        constant("axes", numpy.int64([0])), node("Unsqueeze", "n axes", "u"),
        constant("heads", numpy.int64([4, 3, 2, 3])),
        node("Concat", "u heads", "target", axis=0), node("Reshape", "qkv target", "r"),
        node("Transpose", "r", "t", perm=[0, 2, 3, 1, 4]),
        node("Split", "t parts", "q k v", axis=1), constant("one", numpy.int64([1])),
        *[node("Squeeze", f"{name} one", f"s{name}") for name in "qkv"],
        node("Transpose", "sk", "kt", perm=[0, 1, 3, 2]), node("MatMul", "sq kt", "dots"),
        node("Div", "dots root", "scaled"), node("Softmax", "scaled", "p", axis=-1),
        node("MatMul", "p sv", "o"), node("Transpose", "o", "ot", perm=[0, 2, 1, 3]),
        constant("flat", numpy.int64([0, 0, 6])), node("Reshape", "ot flat")],
        {"w": weights(6, 18), "b": weights(18), "parts": numpy.int64([1, 1, 1]),
         "root": numpy.float32(3 ** 0.5)})


def keras():
    """tf2onnx: pictures channels last, weights as Keras lays them out."""
    case("Keras: a small network", (6, 6, 2), [
        node("Transpose", "image", "t", perm=[0, 3, 1, 2]),
        node("Conv", "t w b", "c", auto_pad="SAME_UPPER", strides=[2, 2], kernel_shape=[3, 3]),
        node("Elu", "c", "e"), node("BatchNormalization", "e " + norm_inputs("n"), "m"),
        node("Conv", "m d", "v", group=4, kernel_shape=[2, 2], pads=[0, 0, 1, 1]),
        node("HardSigmoid", "v", "h", alpha=0.2, beta=0.5), node("Mul", "v h", "x"),
        node("GlobalAveragePool", "x", "p"), node("Squeeze", "p axes", "s"),
        node("MatMul", "s k", "y"), node("Add", "y a", "z"), node("Softmax", "z")],
        {"w": weights(4, 2, 3, 3), "b": weights(4), **norm("n", 4), "d": weights(4, 1, 2, 2),
         "axes": numpy.int64([2, 3]), "k": weights(4, 3), "a": weights(3)})
    case("Keras: flatten of channels last", (3, 2, 2), [
        node("Transpose", "image", "t", perm=[0, 3, 1, 2]), node("Conv", "t w", "c"),
        node("Transpose", "c", "l", perm=[0, 2, 3, 1]), node("Reshape", "l s", "f"),
        node("MatMul", "f k", "y"), node("Add", "y a", "z"), node("Softmax", "z", axis=1)],
        {"w": weights(3, 2, 1, 1), "s": numpy.int64([-1, 18]), "k": weights(18, 3),
         "a": weights(3)}, opset=12)
    case("Keras: strided shape", (3, 2, 2), [
        node("Shape", "image", "shape"), node("Cast", "shape", "cast", to=TensorProto.INT32),
        node("Slice", "cast", "first", axes=[0], starts=[0], ends=[1]),
        node("Squeeze", "first", "n", axes=[0]), node("Unsqueeze", "n", "u", axes=[0]),
        node("Concat", "u rest", "packed", axis=0),
        node("Cast", "packed", "target", to=TensorProto.INT64), node("Reshape", "image target")],
        {"rest": numpy.int32([-1, 4])}, opset=9)
    case("Keras: product of a shape", (3, 2, 2), [
        node("Shape", "image", "shape"), node("Slice", "shape one four axes", "rest"),
        node("ReduceProd", "rest", "p", axes=[0], keepdims=1),
        node("Concat", "less p", "target", axis=0), node("Reshape", "image target")],
        {"one": numpy.int64([1]), "four": numpy.int64([4]), "axes": numpy.int64([0]),
         "less": numpy.int64([-1])}, opset=11)
    case("Keras: pooling by mean", (4, 3, 2), [
        node("ReduceMean", "image", "p", axes=[1, 2], keepdims=0), node("MatMul", "p k", "y"),
        node("Sigmoid", "y")], {"k": weights(2, 3)}, opset=11)
    case("Keras: upsampling by computed scales", (2, 3, 2), [
        node("Transpose", "image", "t", perm=[0, 3, 1, 2]), node("Shape", "image", "shape"),
        node("Slice", "shape one three axes", "size"), node("Mul", "size two", "wanted"),
        node("Cast", "wanted", "wf", to=TensorProto.FLOAT),
        node("Cast", "size", "sf", to=TensorProto.FLOAT), node("Div", "wf sf", "scale"),
        node("Concat", "ones scale", "scales", axis=0),
        node("Resize", "t scales", "r", mode="nearest"),
        node("Transpose", "r", perm=[0, 2, 3, 1])],
        {"one": numpy.int64([1]), "three": numpy.int64([3]), "axes": numpy.int64([0]),
         "two": numpy.int64([2, 2]), "ones": numpy.float32([1, 1])}, opset=10)
    case("Keras: weights transposed at run time", (2, 3, 3), [
        node("Transpose", "w", "wt", perm=[3, 2, 0, 1]), node("Conv", "image wt", "c"),
        node("Reshape", "b s", "br"), node("Add", "c br")],
        {"w": weights(2, 2, 2, 3), "b": weights(3), "s": numpy.int64([1, 3, 1, 1])})
    case("Keras: layer normalisation", (2, 2, 3), [
        node("ReduceMean", "image", "m", axes=[3]), node("Sub", "image m", "d"),
        node("Mul", "d d", "q"), node("ReduceMean", "q", "v", axes=[3]),
        node("Add", "v epsilon", "e"), node("Sqrt", "e", "r"), node("Reciprocal", "r", "f"),
        node("Mul", "f s", "g"), node("Mul", "image g", "x"), node("Mul", "m g", "y"),
        node("Sub", "b y", "z"), node("Add", "x z")],
        {"epsilon": numpy.float32(1e-3), "s": weights(3), "b": weights(3)})


parts = [pytorch, keras]
