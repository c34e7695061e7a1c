import Kernels

/// Any ungrouped convolution from channels first to channels last, as a network's first one is,
/// of few channels.
///
/// The rows of the picture that a line of the result is made of are copied with the zeros around
/// them, and multiplied with packed weights where they lie: each result pixel's window is the one
/// before moved by the stride.
struct PlanarConvolution: Operation {
  let outputShape: [Int]
  let multiplyAdds: Int
  private let channels: Int
  private let window: SlidingWindow
  private let weights: PackedWeights
  /// Where the values of a window lie in the copied rows, seen from its first.
  private let offsets: [Int]
  /// Values of a copied row.
  private let pitch: Int
  private let finish: Finish
  private let kernels: NetworkKernels

  /// - Parameter weights: [filters, channels, kernel height, kernel width]; filters a multiple of 8.
  init(
    weights: FloatBuffer, filters: Int, channels: Int, window: SlidingWindow, finish: Finish,
    kernels: NetworkKernels
  ) {
    let (height, width) = (window.kernelHeight, window.kernelWidth)
    let depth = channels * height * width
    precondition(
      filters % 8 == 0 && weights.count == filters * depth,
      "\(weights.count) weights for \(filters) filters of \(depth)")
    (self.channels, self.window) = (channels, window)
    (self.finish, self.kernels) = (finish, kernels)
    outputShape = [filters, window.outputHeight, window.outputWidth]
    multiplyAdds = weights.count * window.outputHeight * window.outputWidth
    let pitch = (window.outputWidth - 1) * window.strideX + (width - 1) * window.dilationX + 1
    self.pitch = pitch
    offsets = (0..<depth).map { $0 / width * pitch + $0 % width * window.dilationX }
    self.weights = PackedWeights(filters: filters, depth: depth) { filter, index in
      weights.pointer[filter * depth + index]
    }
  }

  var weightCount: Int { weights.values.count }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let (input, count) = (inputs[0], channels * window.height * window.width)
    let (height, width, filters) = (window.outputHeight, window.outputWidth, weights.filters)
    parallelChunks(batch * height, threads: workspaces.count) { chunk, lines in
      let rows = workspaces[chunk]
      rows.reserve(channels * window.kernelHeight * pitch)
      for line in lines {
        copyRows(input.pointer + line / height * count, line: line % height, into: rows.pointer)
        // SAFETY: lines count those of the whole batch's result.
        let target = output.pointer + line * width * filters
        offsets.withUnsafeBufferPointer { offsets in
          guard let offsets = offsets.baseAddress else { return }
          weights.multiplyWindows(
            kernels, panels: 0..<weights.panels, rows: width, offsets: offsets,
            values: rows.pointer, valueStride: window.strideX, result: target,
            resultStride: filters)
        }
        kernels.finishRows(
          width, filters, target, filters, finish.values.pointer, filters, finish.isRectified)
      }
    }
  }

  /// The rows under a line of the result, [channel, kernel row, pitch].
  private func copyRows(
    _ picture: UnsafePointer<Float>, line: Int, into target: UnsafeMutablePointer<Float>
  ) {
    let first = max(0, min(window.padLeft, pitch))
    let end = max(first, min(pitch, window.padLeft + window.width))
    var to = target
    for channel in 0..<channels {
      for row in 0..<window.kernelHeight {
        let y = line * window.strideY - window.padTop + row * window.dilationY
        if y >= 0, y < window.height {
          // SAFETY: columns first - padLeft ..< end - padLeft lie inside of the picture.
          let from = picture + (channel * window.height + y) * window.width
          to.update(repeating: 0, count: first)
          (to + first).update(from: from + (first - window.padLeft), count: end - first)
          (to + end).update(repeating: 0, count: pitch - end)
        } else {
          to.update(repeating: 0, count: pitch)
        }
        to += pitch
      }
    }
  }
}
