"""What the golden models are built with: see make_golden.py."""

import base64

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

# Where rounding up gives a pool no last window, shape inference warns, as it counts one.
onnxruntime.set_default_logger_severity(3)
random = numpy.random.default_rng(20)
cases = []


def weights(*shape):
    return random.normal(0, 0.4, shape).astype(numpy.float32)


def positive(*shape):
    return random.uniform(0.3, 2, shape).astype(numpy.float32)


def pictures(*shape):
    """Values from -2 to 2 that the tests make alike, so that the file need not hold them."""
    places = numpy.arange(numpy.prod(shape), dtype=numpy.int64).reshape(shape)
    return ((places * 2741 + 577) % 4001 - 2000).astype(numpy.float32) / 1000


def text(array):
    return base64.b64encode(array.astype("<f4").tobytes()).decode()


def case(name, shape, nodes, constants, batch=2, opset=13, listed=False, typed=False, fixed=False,
         made=None):
    """A model from `image` to `result` and what ONNX Runtime computes by it.

    `listed` names constants as inputs, as old files do; `fixed` gives the model's batch a number;
    `made` makes other pictures than `pictures`, which then stand in the file.
    """
    first = batch if fixed else "N"
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [first, *shape])
    result = helper.make_tensor_value_info("result", TensorProto.FLOAT, None)
    initializers = []
    for key, value in constants.items():
        value = numpy.asarray(value)
        if typed and value.dtype == numpy.float32:
            tensor = helper.make_tensor(key, TensorProto.FLOAT, value.shape, value.flatten())
        else:
            tensor = numpy_helper.from_array(value, key)
        initializers.append(tensor)
    inputs = [image]
    if listed:
        inputs += [
            helper.make_tensor_value_info(t.name, t.data_type, list(t.dims)) for t in initializers
        ]
    graph = helper.make_graph(nodes, name, inputs, [result], initializers)
    version = 3 if listed else 8 if opset < 19 else 9 if opset < 21 else 10
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=version
    )
    model = onnx.shape_inference.infer_shapes(model)
    values = pictures(batch, *shape) if made is None else made(batch, *shape)
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"])
    output = session.run(None, {"image": values})[0]
    if not model.graph.output[0].type.tensor_type.HasField("shape"):
        # Shape inference does not know every operator; the checker insists on a shape.
        sizes = ["N", *output.shape[1:]]
        model.graph.output[0].CopyFrom(
            helper.make_tensor_value_info("result", TensorProto.FLOAT, sizes))
    onnx.checker.check_model(model)
    del model.graph.value_info[:]
    data = model.SerializeToString()
    cases.append({
        "name": name, "model": base64.b64encode(data).decode(), "inputShape": list(values.shape),
        "outputShape": list(output.shape), "output": text(output),
    })
    if made is not None:
        cases[-1]["input"] = text(values)


def node(kind, inputs, output="result", **attributes):
    """A node; names are split at blanks, and `_` stands for an input or output left out."""
    names = [[n if n != "_" else "" for n in text.split()] for text in (inputs, output)]
    return helper.make_node(kind, *names, name=f"{kind}.{output.split()[0]}", **attributes)


def norm(prefix, channels):
    return {
        f"{prefix}.gamma": weights(channels), f"{prefix}.beta": weights(channels),
        f"{prefix}.mean": weights(channels), f"{prefix}.variance": positive(channels),
    }


def norm_inputs(prefix):
    return f"{prefix}.gamma {prefix}.beta {prefix}.mean {prefix}.variance"
