import Kernels
import NeuralNetwork

/// `scale * x + offset`: brings gray levels to the network's range. No parameters.
package final class Rescaling: TrainableLayer {
  package let name: String
  package let outputShape: FeatureShape
  private let scale: Float
  private let offset: Float
  private let output = FloatBuffer()

  package init(_ name: String, input: FeatureShape, scale: Float, offset: Float) {
    self.name = name
    outputShape = input
    self.scale = scale
    self.offset = offset
  }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    let result = FeatureMap(outputShape, batch: input.batch, storage: output)
    let (scale, offset) = (scale, offset)
    parallelChunks(input.count, threads: pass.threads) { _, range in
      let (source, target) = (input.pointer, result.pointer)
      for index in range { target[index] = source[index] * scale + offset }
    }
    return result
  }

  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    guard wanted == .parametersAndInput else { return gradient }
    let scale = scale
    parallelChunks(gradient.count, threads: pass.threads) { _, range in
      let values = gradient.pointer
      for index in range { values[index] *= scale }
    }
    return gradient
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    graph.initializers["\(name).scale"] = Tensor(shape: [1], values: [scale])
    graph.initializers["\(name).offset"] = Tensor(shape: [1], values: [offset])
    let scaled = graph.append("Mul", "\(name).mul", [input, "\(name).scale"])
    return graph.append("Add", "\(name).add", [scaled, "\(name).offset"])
  }
}
