import Kernels

extension Pooling: ChannelsLastOperation {
  var prefersChannelsLast: Bool { false }

  func channelsLast(
    _ layout: Layout, shapes: [[Int]], kernels: NetworkKernels
  ) -> (any Operation)? {
    layout == .channelsLast ? ChannelsLastPooling(self) : nil
  }
}

/// MaxPool and AveragePool with channels last.
struct ChannelsLastPooling: Operation {
  let outputShape: [Int]
  private let kind: Pooling.Kind
  private let window: SlidingWindow

  init(_ pooling: Pooling) {
    (outputShape, kind, window) = (pooling.outputShape, pooling.kind, pooling.window)
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let (input, channels) = (inputs[0], outputShape[0])
    let (height, width) = (window.outputHeight, window.outputWidth)
    parallelFor(batch * height, threads: workspaces.count) { line in
      let source = input.pointer + line / height * window.height * window.width * channels
      for x in 0..<width {
        pool(source, y: line % height, x: x, into: output.pointer + (line * width + x) * channels)
      }
    }
  }

  private func pool(
    _ source: UnsafePointer<Float>, y: Int, x: Int, into target: UnsafeMutablePointer<Float>
  ) {
    let channels = outputShape[0]
    var count = 0
    target.update(repeating: kind == .max ? -.infinity : 0, count: channels)
    for kernelY in 0..<window.kernelHeight {
      let row = y * window.strideY + kernelY * window.dilationY - window.padTop
      guard row >= 0, row < window.height else { continue }
      for kernelX in 0..<window.kernelWidth {
        let column = x * window.strideX + kernelX * window.dilationX - window.padLeft
        guard column >= 0, column < window.width else { continue }
        // SAFETY: the pixel lies inside of the picture.
        let values = source + (row * window.width + column) * channels
        count += 1
        if kind == .max {
          for index in 0..<channels {
            target[index] = values[index] > target[index] ? values[index] : target[index]
          }
        } else {
          for index in 0..<channels { target[index] += values[index] }
        }
      }
    }
    if case .average(let countsPadding) = kind {
      let total = countsPadding ? window.paddedCount(x: x, y: y) : max(count, 1)
      for index in 0..<channels { target[index] /= Float(total) }
    }
  }
}
