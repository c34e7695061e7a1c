import Kernels
import NeuralNetwork
import Testing

/// Convolutions over odd shapes against plain loops.
@Suite struct PlainConvolutionTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    let batch, channels, filters, height, width, kernel: Int
    var stride = 1
    var dilation = 1
    var groups = 1
    var testDescription: String {
      "\(batch)x\(channels)x\(height)x\(width), \(filters) filters \(kernel)x\(kernel), "
        + "stride \(stride), dilation \(dilation), \(groups) groups"
    }

    var pad: Int { dilation * (kernel / 2) }
    var outputHeight: Int { (height + 2 * pad - dilation * (kernel - 1) - 1) / stride + 1 }
    var outputWidth: Int { (width + 2 * pad - dilation * (kernel - 1) - 1) / stride + 1 }
  }

  static let shapes = [
    Shape(batch: 1, channels: 1, filters: 1, height: 1, width: 1, kernel: 3),
    Shape(batch: 3, channels: 7, filters: 2, height: 1, width: 9, kernel: 3),
    Shape(batch: 2, channels: 2, filters: 3, height: 11, width: 1, kernel: 5),
    Shape(batch: 5, channels: 13, filters: 17, height: 6, width: 6, kernel: 3),
    Shape(batch: 1, channels: 32, filters: 33, height: 48, width: 48, kernel: 3),
    Shape(batch: 1, channels: 5, filters: 4, height: 13, width: 10, kernel: 3, stride: 2),
    Shape(batch: 2, channels: 4, filters: 6, height: 9, width: 8, kernel: 3, dilation: 2),
    Shape(batch: 2, channels: 6, filters: 6, height: 7, width: 5, kernel: 3, groups: 6),
    Shape(batch: 2, channels: 6, filters: 9, height: 7, width: 12, kernel: 1, groups: 3),
    // With channels last: Winograd with tiles of 2 and 4, cut and whole; laid out; depthwise.
    Shape(batch: 1, channels: 8, filters: 8, height: 1, width: 1, kernel: 3),
    Shape(batch: 2, channels: 8, filters: 24, height: 5, width: 7, kernel: 3),
    Shape(batch: 3, channels: 16, filters: 8, height: 6, width: 6, kernel: 3),
    Shape(batch: 1, channels: 24, filters: 40, height: 13, width: 11, kernel: 3),
    Shape(batch: 9, channels: 8, filters: 16, height: 12, width: 12, kernel: 3),
    Shape(batch: 2, channels: 3, filters: 8, height: 9, width: 5, kernel: 3),
    Shape(batch: 1, channels: 8, filters: 32, height: 13, width: 10, kernel: 3, stride: 2),
    Shape(batch: 2, channels: 16, filters: 16, height: 9, width: 8, kernel: 3, dilation: 2),
    Shape(batch: 2, channels: 40, filters: 24, height: 7, width: 3, kernel: 1),
    Shape(batch: 1, channels: 8, filters: 8, height: 7, width: 9, kernel: 5),
    Shape(batch: 2, channels: 24, filters: 24, height: 7, width: 5, kernel: 3, groups: 24),
    Shape(
      batch: 1, channels: 8, filters: 8, height: 9, width: 6, kernel: 5, stride: 2, groups: 8),
  ]

  @Test(arguments: shapes, [1, 2, 5])
  func resultsArePlainLoops(_ shape: Shape, threads: Int) throws {
    var random = SplitMix64(seed: 11)
    let kernelShape = [shape.filters, shape.channels / shape.groups, shape.kernel, shape.kernel]
    func randomTensor(_ sizes: [Int]) -> Tensor {
      Tensor(shape: sizes, values: (0..<sizes.reduce(1, *)).map { _ in random.nextFloat() })
    }
    let weights = randomTensor(kernelShape)
    let bias = randomTensor([shape.filters])
    let input = randomTensor([shape.batch, shape.channels, shape.height, shape.width])
    let graph = Graph(
      name: "test", opset: 13,
      nodes: [
        .init(
          opType: "Conv", name: "conv", inputs: ["in", "w", "b"], outputs: ["out"],
          attributes: [
            "pads": .ints([shape.pad, shape.pad, shape.pad, shape.pad]),
            "strides": .ints([shape.stride, shape.stride]),
            "dilations": .ints([shape.dilation, shape.dilation]), "group": .int(shape.groups),
          ])
      ], initializers: ["w": weights, "b": bias],
      inputs: [.init(name: "in", shape: [.named("batch")] + input.shape.dropFirst().map(fixed))],
      outputs: [.init(name: "out", shape: [])], metadata: [:])
    let wanted = Self.plain(shape, input.values, weights.values, bias.values)
    for kernels in NetworkKernels.supported {
      let session = try InferenceSession(graph: graph, threads: threads, kernels: kernels)
      let found = try session.run(input)
      #expect(
        found.shape == [shape.batch, shape.filters, shape.outputHeight, shape.outputWidth])
      for (index, (value, reference)) in zip(found.values, wanted).enumerated() {
        #expect(
          abs(value - reference) < 1e-4,
          "\(kernels.name): value \(index) is \(value), not \(reference)")
      }
    }
  }

  private func fixed(_ size: Int) -> Graph.Dimension { .fixed(size) }

  /// The definition, in double precision.
  private static func plain(
    _ shape: Shape, _ input: [Float], _ weights: [Float], _ bias: [Float]
  ) -> [Float] {
    let depth = shape.channels / shape.groups
    var result: [Float] = []
    for picture in 0..<shape.batch {
      for filter in 0..<shape.filters {
        let firstChannel = filter / (shape.filters / shape.groups) * depth
        for y in 0..<shape.outputHeight {
          for x in 0..<shape.outputWidth {
            var sum = Double(bias[filter])
            for channel in 0..<depth {
              for ky in 0..<shape.kernel {
                for kx in 0..<shape.kernel {
                  let row = y * shape.stride + ky * shape.dilation - shape.pad
                  let column = x * shape.stride + kx * shape.dilation - shape.pad
                  guard (0..<shape.height).contains(row), (0..<shape.width).contains(column)
                  else { continue }
                  let plane = picture * shape.channels + firstChannel + channel
                  let tap = ((filter * depth + channel) * shape.kernel + ky) * shape.kernel + kx
                  sum +=
                    Double(input[(plane * shape.height + row) * shape.width + column])
                    * Double(weights[tap])
                }
              }
            }
            result.append(Float(sum))
          }
        }
      }
    }
    return result
  }
}
