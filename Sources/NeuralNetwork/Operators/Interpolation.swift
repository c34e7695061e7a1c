import Kernels

/// Resize of height and width by weighted neighbours: linear or cubic.
struct Interpolation: Operation {
  let outputShape: [Int]
  private let inputHeight, inputWidth: Int
  /// Neighbours of a place along one dimension.
  private let taps: Int
  /// For each result row and neighbour the input's row and its weight; likewise for columns.
  private let rows, columns: [Int32]
  private let rowWeights, columnWeights: [Float]
  /// Most rows or columns of a result: each takes a table of places and weights of its own.
  private static let greatestSide = 1 << 16

  /// - Parameters:
  ///   - axes: of one picture's dimensions, of which only the last two change.
  ///   - weights: places and weights of a dimension's results, as many for each.
  init(
    _ context: NodeContext, _ axes: [ResizeAxis],
    weights: (ResizeAxis) -> [(places: [Int], weights: [Float])]
  ) throws {
    guard axes.count >= 2, axes.dropLast(2).allSatisfy(\.isUnchanged) else {
      throw context.unsupported("a mode other than nearest for more than height and width")
    }
    let (vertical, horizontal) = (axes[axes.count - 2], axes[axes.count - 1])
    guard max(vertical.outputSize, horizontal.outputSize) <= Self.greatestSide else {
      throw context.invalid(
        "\(vertical.outputSize)x\(horizontal.outputSize) values, more than "
          + "\(Self.greatestSide) in a row or column")
    }
    let (rowTaps, columnTaps) = (weights(vertical), weights(horizontal))
    outputShape = axes.map(\.outputSize)
    (inputHeight, inputWidth) = (vertical.inputSize, horizontal.inputSize)
    taps = rowTaps.first?.places.count ?? 0
    rows = rowTaps.flatMap { $0.places.map { Int32($0) } }
    columns = columnTaps.flatMap { $0.places.map { Int32($0) } }
    rowWeights = rowTaps.flatMap(\.weights)
    columnWeights = columnTaps.flatMap(\.weights)
  }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    let (height, width) = (rows.count / taps, columns.count / taps)
    let planes = batch * outputCount / (height * width)
    parallelFor(planes * height, threads: workspaces.count) { row in
      let (plane, y) = row.quotientAndRemainder(dividingBy: height)
      // SAFETY: the places were cut to the input's height and width; the rows fill the result.
      let source = input.pointer + plane * inputHeight * inputWidth
      let target = output.pointer + row * width
      for x in 0..<width {
        var sum: Float = 0
        for tap in (y * taps)..<(y * taps + taps) {
          let line = source + Int(rows[tap]) * inputWidth
          var lineSum: Float = 0
          for column in (x * taps)..<(x * taps + taps) {
            lineSum += line[Int(columns[column])] * columnWeights[column]
          }
          sum += lineSum * rowWeights[tap]
        }
        target[x] = sum
      }
    }
  }
}
