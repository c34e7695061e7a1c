import Kernels
import NeuralNetwork

/// What some layers make of their input, added to that input (He et al. 2016).
package final class Residual: TrainableLayer {
  package let name: String
  package let outputShape: FeatureShape
  private let layers: [any TrainableLayer]
  private let output = FloatBuffer()
  private let kept = FloatBuffer()

  /// - Parameter layers: one behind the other, one at least; the last one's result has the input's
  ///   shape.
  package init(_ name: String, input: FeatureShape, layers: [any TrainableLayer]) {
    precondition(
      layers.last?.outputShape == input,
      "\(name): \(String(describing: layers.last?.outputShape)) added to \(input)")
    self.name = name
    self.layers = layers
    outputShape = input
  }

  package var parameters: [Parameter] { layers.flatMap(\.parameters) }
  package var statistics: [Parameter] { layers.flatMap(\.statistics) }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    let change = layers.reduce(input) { $1.forward($0, pass) }
    let result = FeatureMap(outputShape, batch: input.batch, storage: output)
    add(input, change, to: result, threads: pass.threads)
    return result
  }

  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    // The layers may work in place on their gradient.
    let straight = FeatureMap(gradient.shape, batch: gradient.batch, storage: kept)
    parallelChunks(gradient.count, threads: pass.threads) { _, range in
      (straight.pointer + range.lowerBound).update(
        from: gradient.pointer + range.lowerBound, count: range.count)
    }
    let first = layers.firstIndex { !$0.parameters.isEmpty } ?? 0
    var slope = gradient
    slope.channelSums = nil
    for index in layers.indices.reversed() {
      let isLast = wanted == .parameters && index == first
      slope = layers[index].backward(
        slope, pass, wanted: isLast ? .parameters : .parametersAndInput)
      if isLast { return slope }
    }
    add(straight, slope, to: straight, threads: pass.threads)
    return straight
  }

  private func add(_ a: FeatureMap, _ b: FeatureMap, to result: FeatureMap, threads: Int) {
    parallelChunks(result.count, threads: threads) { _, range in
      let (first, second, target) = (a.pointer, b.pointer, result.pointer)
      for index in range { target[index] = first[index] + second[index] }
    }
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    let change = layers.reduce(input) { $1.export(from: $0, to: &graph) }
    return graph.append("Add", name, [input, change])
  }
}
