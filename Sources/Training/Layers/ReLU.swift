import Kernels
import NeuralNetwork

/// `max(0, x)` (Nair and Hinton 2010), in place on its input's buffer.
package final class ReLU: TrainableLayer {
  package let name: String
  package let outputShape: FeatureShape
  private var activations: FeatureMap?

  package init(_ name: String, input: FeatureShape) {
    self.name = name
    outputShape = input
  }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    parallelChunks(input.count, threads: pass.threads) { _, range in
      let values = input.pointer
      for index in range { values[index] = values[index] > 0 ? values[index] : 0 }
    }
    activations = input
    return input
  }

  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    guard let activations else { preconditionFailure("\(name): backward before forward") }
    parallelChunks(gradient.count, threads: pass.threads) { _, range in
      let (outputs, values) = (activations.pointer, gradient.pointer)
      for index in range { values[index] = outputs[index] > 0 ? values[index] : 0 }
    }
    return gradient
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    graph.append("Relu", name, [input])
  }
}
