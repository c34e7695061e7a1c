import Kernels
import NeuralNetwork

/// `weights * x + bias`: a fully connected layer on [features, batch].
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
    for channel in 0..<outputs {
      result.channel(channel).update(
        repeating: parameters[1].values.pointer[channel], count: input.batch)
    }
    gemm(
      rows: outputs, columns: input.batch, depth: inputs,
      a: parameters[0].values.pointer, aStride: inputs, b: input.pointer, bStride: input.batch,
      c: result.pointer, cStride: input.batch, accumulate: true)
    return result
  }

  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    guard let input else { preconditionFailure("\(name): backward before forward") }
    let batch = gradient.batch
    for channel in 0..<outputs {
      parameters[1].gradient.pointer[channel] = vectorSum(gradient.channel(channel), count: batch)
    }
    gemm(
      rows: outputs, columns: inputs, depth: batch, a: gradient.pointer, aStride: batch,
      b: input.pointer, bStride: batch, bTransposed: true,
      c: parameters[0].gradient.pointer, cStride: inputs, accumulate: false)
    guard wanted == .parametersAndInput else { return input }
    let result = FeatureMap(input.shape, batch: batch, storage: inputGradient)
    gemm(
      rows: inputs, columns: batch, depth: outputs,
      a: parameters[0].values.pointer, aStride: inputs, aTransposed: true,
      b: gradient.pointer, bStride: batch, c: result.pointer, cStride: batch, accumulate: false)
    return result
  }

  package func export(from input: String, to graph: inout Graph) -> String {
    for parameter in parameters { graph.add(parameter) }
    return graph.append(
      "Gemm", name, [input] + parameters.map(\.name), ["transB": .int(1)])
  }
}
