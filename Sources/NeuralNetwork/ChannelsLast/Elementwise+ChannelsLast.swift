import Kernels

// Operations on single values do the same in either layout.

extension Activation: ChannelsLastOperation {
  var prefersChannelsLast: Bool { false }

  func channelsLast(
    _ layout: Layout, shapes: [[Int]], kernels: NetworkKernels
  ) -> (any Operation)? {
    // A reshaped picture would need its values in the order of ONNX.
    layout == .channelsLast && shapes == [outputShape] ? self : nil
  }
}

extension ElementFunction: ChannelsLastOperation {
  var prefersChannelsLast: Bool { false }

  func channelsLast(
    _ layout: Layout, shapes: [[Int]], kernels: NetworkKernels
  ) -> (any Operation)? {
    layout == .channelsLast && shapes == [outputShape] ? self : nil
  }
}

extension Combination: ChannelsLastOperation {
  var prefersChannelsLast: Bool { false }

  func channelsLast(
    _ layout: Layout, shapes: [[Int]], kernels: NetworkKernels
  ) -> (any Operation)? {
    layout == .channelsLast && takesLikeValues && shapes.allSatisfy { $0 == outputShape }
      ? self : nil
  }
}

extension ScaleAndShift: ChannelsLastOperation {
  var prefersChannelsLast: Bool { false }

  func channelsLast(
    _ layout: Layout, shapes: [[Int]], kernels: NetworkKernels
  ) -> (any Operation)? {
    guard layout == .channelsLast, Layout.allowsChannelsLast(outputShape) else { return nil }
    switch scales.count {
    case 1: return self
    case outputShape[0]:
      return ChannelScale(outputShape: outputShape, scales: scales, shifts: shifts)
    default: return nil
    }
  }
}

/// `x * scale + shift` with one of each for a channel, channels last.
struct ChannelScale: Operation {
  let outputShape: [Int]
  private let scales, shifts: FloatBuffer

  init(outputShape: [Int], scales: [Float], shifts: [Float]) {
    self.outputShape = outputShape
    (self.scales, self.shifts) = (FloatBuffer(scales), FloatBuffer(shifts))
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let (input, channels) = (inputs[0], outputShape[0])
    parallelChunks(batch * outputCount / channels, threads: workspaces.count) { _, pixels in
      // SAFETY: the session sized input and output for the batch's pixels of `channels` values.
      let (scale, shift) = (scales.pointer, shifts.pointer)
      for pixel in pixels {
        let source = input.pointer + pixel * channels
        let target = output.pointer + pixel * channels
        for channel in 0..<channels {
          target[channel] = source[channel] * scale[channel] + shift[channel]
        }
      }
    }
  }
}
