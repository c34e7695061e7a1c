import Kernels
import NeuralNetwork
import Randomness

/// `weights * x + bias`: a fully connected layer on [batch, features].
///
/// Weights [outputs, inputs], ONNX's Gemm with transB; He normal initialisation.
package final class Dense: TrainableLayer {
  package let name: String
  package let outputShape: FeatureShape
  package let parameters: [Parameter]
  private let inputs: Int
  private let outputs: Int
  private let output = FloatBuffer()
  private let inputGradient = FloatBuffer()
  private var input: FeatureMap?

  package init(_ name: String, inputs: Int, outputs: Int, random: inout SplitMix64) {
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    outputShape = FeatureShape(channels: outputs)
    parameters = [
      Parameter(
        name: "\(name).weight", shape: [outputs, inputs],
        values: heNormal(count: outputs * inputs, fanIn: inputs, &random)),
      Parameter(
        name: "\(name).bias", shape: [outputs], values: [Float](repeating: 0, count: outputs)),
    ]
  }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    precondition(input.shape.count == inputs, "\(name): \(input.shape) for \(inputs) inputs")
    self.input = input
    let result = FeatureMap(outputShape, batch: input.batch, storage: output)
    for picture in 0..<input.batch {
      result.picture(picture).update(from: parameters[1].values.pointer, count: outputs)
    }
    gemm(
      rows: input.batch, columns: outputs, depth: inputs, a: input.pointer, aStride: inputs,
      b: parameters[0].values.pointer, bStride: inputs, bTransposed: true,
      c: result.pointer, cStride: outputs, accumulate: true)
    return result
  }

  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    guard let input else { preconditionFailure("\(name): backward before forward") }
    let batch = gradient.batch
    let biasGradient = parameters[1].gradient.pointer
    biasGradient.update(repeating: 0, count: outputs)
    for picture in 0..<batch {
      let slopes = gradient.picture(picture)
      for channel in 0..<outputs { biasGradient[channel] += slopes[channel] }
    }
    gemm(
      rows: outputs, columns: inputs, depth: batch, a: gradient.pointer, aStride: outputs,
      aTransposed: true, b: input.pointer, bStride: inputs,
      c: parameters[0].gradient.pointer, cStride: inputs, accumulate: false)
    guard wanted == .parametersAndInput else { return input }
    let result = FeatureMap(input.shape, batch: batch, storage: inputGradient)
    gemm(
      rows: batch, columns: inputs, depth: outputs, a: gradient.pointer, aStride: outputs,
      b: parameters[0].values.pointer, bStride: inputs, c: result.pointer, cStride: inputs,
      accumulate: false)
    return result
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    for parameter in parameters { graph.add(parameter) }
    return graph.append(
      "Gemm", name, [input] + parameters.map(\.name), ["transB": .int(1)])
  }
}
