import Kernels
import Testing

/// Winograd's filtering, forward and both gradients, against the plain sums in double precision.
@Suite struct WinogradTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    let batch, channels, filters, height, width: Int
    var testDescription: String { "\(batch)x\(height)x\(width), \(channels) to \(filters)" }
  }

  static let shapes = [
    Shape(batch: 1, channels: 8, filters: 8, height: 1, width: 1),
    Shape(batch: 3, channels: 16, filters: 8, height: 1, width: 9),
    Shape(batch: 2, channels: 8, filters: 24, height: 5, width: 7),
    Shape(batch: 5, channels: 24, filters: 16, height: 6, width: 6),
    Shape(batch: 2, channels: 40, filters: 8, height: 13, width: 11),
    Shape(batch: 11, channels: 8, filters: 40, height: 12, width: 8),
    Shape(batch: 2, channels: 96, filters: 104, height: 4, width: 4),
    Shape(batch: 13, channels: 64, filters: 72, height: 6, width: 6),
  ]

  /// One shape's values, each -1...1.
  private struct Values {
    let shape: Shape
    let input, weights, slopes: FloatBuffer

    init(_ shape: Shape) {
      self.shape = shape
      var random = SplitMix64(seed: 21)
      func buffer(_ count: Int) -> FloatBuffer {
        FloatBuffer((0..<count).map { _ in random.nextFloat() })
      }
      let pixels = shape.batch * shape.height * shape.width
      input = buffer(pixels * shape.channels)
      weights = buffer(shape.filters * shape.channels * 9)
      slopes = buffer(pixels * shape.filters)
    }

    /// Calls `body` for each product of the convolution with the places of its three values.
    func eachProduct(_ body: (_ input: Int, _ weight: Int, _ output: Int) -> Void) {
      for picture in 0..<shape.batch {
        for y in 0..<shape.height {
          for x in 0..<shape.width {
            let pixel = (picture * shape.height + y) * shape.width + x
            for (ky, row) in ((y - 1)...(y + 1)).enumerated()
            where row >= 0 && row < shape.height {
              for (kx, column) in ((x - 1)...(x + 1)).enumerated()
              where column >= 0 && column < shape.width {
                let source = (picture * shape.height + row) * shape.width + column
                for filter in 0..<shape.filters {
                  for channel in 0..<shape.channels {
                    body(
                      source * shape.channels + channel,
                      (filter * shape.channels + channel) * 9 + ky * 3 + kx,
                      pixel * shape.filters + filter)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private func makeWinograd(_ shape: Shape, _ kernels: NetworkKernels) -> Winograd {
    Winograd(
      channels: shape.channels, filters: shape.filters, height: shape.height, width: shape.width,
      kernels: kernels)
  }

  private func buffers(_ count: Int) -> [FloatBuffer] { (0..<count).map { _ in FloatBuffer() } }

  @Test(arguments: shapes, [1, 2, 3])
  func theConvolutionIsThePlainSum(_ shape: Shape, threads: Int) {
    let values = Values(shape)
    var wanted = [Double](repeating: 0, count: values.slopes.count)
    values.eachProduct { input, weight, output in
      wanted[output] += Double(values.input.pointer[input]) * Double(values.weights.pointer[weight])
    }
    let finish = FloatBuffer(
      (0..<(3 * shape.filters)).map { Float($0 % 7) / 4 - 0.5 })
    for index in wanted.indices {
      let filter = index % shape.filters
      let factors = (0..<3).map { Double(finish.pointer[$0 * shape.filters + filter]) }
      wanted[index] = max(wanted[index] + factors[0], 0) * factors[1] + factors[2]
    }
    for kernels in NetworkKernels.supported {
      let winograd = makeWinograd(shape, kernels)
      let weights = winograd.makeWeights()
      winograd.pack(values.weights, into: weights, threads: threads)
      let output = FloatBuffer(count: wanted.count)
      winograd.convolve(
        values.input, batch: shape.batch, weights: weights,
        finish: .init(values: finish, isRectified: 1, isPooled: 0), output: output,
        workspaces: buffers(threads))
      expectClose(output.values, wanted, kernels.name)
    }
  }

  @Test(arguments: shapes, [1, 3])
  func theWeightsGradientIsThePlainSum(_ shape: Shape, threads: Int) {
    let values = Values(shape)
    var wanted = [Double](repeating: 0, count: values.weights.count)
    values.eachProduct { input, weight, output in
      wanted[weight] += Double(values.input.pointer[input]) * Double(values.slopes.pointer[output])
    }
    for kernels in NetworkKernels.supported {
      let result = FloatBuffer(count: wanted.count)
      let winograd = makeWinograd(shape, kernels)
      for _ in 0..<2 {
        winograd.weightGradient(
          values.input, outputGradient: values.slopes, batch: shape.batch, result: result,
          partials: buffers(threads), workspaces: buffers(threads))
      }
      expectClose(result.values, wanted, kernels.name)
    }
  }

  @Test(arguments: shapes)
  func theTransposedConvolutionIsTheInputsGradient(_ shape: Shape) {
    let values = Values(shape)
    var wanted = [Double](repeating: 0, count: values.input.count)
    values.eachProduct { input, weight, output in
      wanted[input] +=
        Double(values.weights.pointer[weight]) * Double(values.slopes.pointer[output])
    }
    let finish = FloatBuffer(
      (0..<(3 * shape.channels)).map { $0 / shape.channels == 1 ? 1 : 0 })
    for kernels in NetworkKernels.supported {
      let winograd = Winograd(
        channels: shape.filters, filters: shape.channels, height: shape.height,
        width: shape.width, kernels: kernels)
      let weights = winograd.makeWeights()
      winograd.packTransposed(values.weights, into: weights, threads: 2)
      let output = FloatBuffer(count: wanted.count)
      winograd.convolve(
        values.slopes, batch: shape.batch, weights: weights,
        finish: .init(values: finish, isRectified: 0, isPooled: 0), output: output,
        workspaces: buffers(2))
      expectClose(output.values, wanted, kernels.name)
    }
  }

  private func expectClose(_ found: [Float], _ wanted: [Double], _ kernels: String) {
    let scale = max(wanted.map(abs).max() ?? 0, 1)
    for (index, (value, reference)) in zip(found, wanted).enumerated() {
      #expect(
        abs(Double(value) - reference) <= 2e-5 * scale,
        "\(kernels): value \(index) is \(value), not \(reference)")
    }
  }
}
