"""The engines that the parity scripts set beside ours: each makes a pass out of a file.

A network's factory takes the ONNX file, an input [batch, …] and the number of threads, and gives
a function that runs the input and returns the output. What cannot be imported is left out.
"""

import pathlib
import tempfile

import numpy
import onnx

import sequential_network


def onnxruntime(model, values, threads):
    import onnxruntime as engine

    options = engine.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = engine.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    feed = {session.get_inputs()[0].name: values}
    return lambda: session.run(None, feed)[0]


def openvino(model, values, threads):
    import openvino as engine

    core = engine.Core()
    network = core.read_model(str(model))
    network.reshape(values.shape)
    compiled = core.compile_model(network, "CPU", {
        "INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1, "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_PRECISION_HINT": "f32",
    })
    request = compiled.create_infer_request()
    request.set_input_tensor(engine.Tensor(values))

    def run():
        request.infer()
        return request.get_output_tensor().data

    return run


def torch(model, values, threads):
    import torch as engine

    engine.set_num_threads(threads)
    network = engine.jit.optimize_for_inference(
        engine.jit.script(sequential_network.torch_module(onnx.load(model)).eval()))
    tensor = engine.from_numpy(values)

    def run():
        with engine.inference_mode():
            return network(tensor).numpy()

    return run


def litert(model, values, threads):
    from ai_edge_litert.interpreter import Interpreter

    content = sequential_network.tflite_model(onnx.load(model), len(values))
    interpreter = Interpreter(model_content=content, num_threads=threads)
    interpreter.allocate_tensors()
    (entry,), (end,) = interpreter.get_input_details(), interpreter.get_output_details()
    # Channels last there.
    interpreter.set_tensor(entry["index"], numpy.moveaxis(values, 1, 3))

    def run():
        interpreter.invoke()
        return interpreter.get_tensor(end["index"])

    return run


def ncnn(model, values, threads):
    import ncnn as engine
    import pnnx
    import torch as source

    module = sequential_network.torch_module(onnx.load(model)).eval()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "network"
        pnnx.export(module, f"{path}.pt", source.from_numpy(values[:1]), fp16=False)
        network = engine.Net()
        network.opt.num_threads = threads
        network.opt.use_fp16_storage = network.opt.use_bf16_storage = False
        network.load_param(f"{path}.ncnn.param")
        network.load_model(f"{path}.ncnn.bin")
    # It knows no batch: one picture after the other.
    pictures = [engine.Mat(picture).clone() for picture in values]

    def run():
        rows = []
        for picture in pictures:
            extractor = network.create_extractor()
            extractor.input("in0", picture)
            rows.append(numpy.array(extractor.extract("out0")[1]))
        return numpy.stack(rows)

    return run


NETWORKS = {
    "onnxruntime": onnxruntime, "openvino": openvino, "torch": torch, "litert": litert,
    "ncnn": ncnn,
}


def opencv(cascade, picture, minimum, threads):
    import cv2

    cv2.setNumThreads(threads)
    levels = cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE)
    classifier = cv2.CascadeClassifier(str(cascade))
    return lambda: classifier.detectMultiScale(levels, 1.1, 3, 0, (minimum, minimum))
