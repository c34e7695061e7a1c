import Kernels

/// The same values with their channels first instead of last, or the other way round.
struct Relayout: Operation {
  let outputShape: [Int]
  /// The layout of the result.
  let layout: Layout

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let (channels, area) = (outputShape[0], outputShape[1] * outputShape[2])
    // As matrices, [rows, columns] become [columns, rows].
    let (rows, columns) = layout == .channelsLast ? (channels, area) : (area, channels)
    let input = inputs[0]
    parallelFor(batch, threads: workspaces.count) { picture in
      // SAFETY: a picture has rows * columns values on both sides.
      let source = input.pointer + picture * rows * columns
      let target = output.pointer + picture * rows * columns
      for row in 0..<rows {
        for column in 0..<columns { target[column * rows + row] = source[row * columns + column] }
      }
    }
  }
}
