import Kernels

/// Values moved within a picture: Transpose, Slice, Split, Gather, Pad, Expand, Tile, DepthToSpace,
/// SpaceToDepth and Resize to nearest neighbours, by a table made at load.
struct Rearrangement: Operation {
  let outputShape: [Int]
  private let inputCount: Int
  /// Values that are copied at once.
  private let runLength: Int
  /// Where each run of a picture's result starts in the picture; -1 where it is filled.
  private let starts: [Int32]
  private let fill: Float

  /// - Parameters:
  ///   - arrangement: of [1] + the input's shape, into [1] + the result's.
  ///   - inputCount: values of one picture.
  init(_ arrangement: Arrangement, inputCount: Int, fill: Float = 0) {
    precondition(
      arrangement.shape.first == 1 && arrangement.sources.allSatisfy { $0 < inputCount },
      "an arrangement to \(arrangement.shape) of \(inputCount) values")
    outputShape = Array(arrangement.shape.dropFirst())
    let length = max(arrangement.runLength, 1)
    self.inputCount = inputCount
    self.fill = fill
    runLength = length
    starts = stride(from: 0, to: arrangement.sources.count, by: length).map {
      arrangement.sources[$0]
    }
  }

  /// The operation of an arrangement, or none but another shape where nothing moves.
  static func make(
    _ arrangement: Arrangement, inputCount: Int, fill: Float = 0
  ) -> any Operation {
    let result = Rearrangement(arrangement, inputCount: inputCount, fill: fill)
    guard result.starts == [0], result.outputCount == inputCount else { return result }
    return Activation(outputShape: result.outputShape, function: .identity)
  }

  var tableCount: Int { starts.count }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    parallelChunks(batch * starts.count, threads: workspaces.count) { _, range in
      // SAFETY: a start and the run behind it lie within the picture, as the arrangement's sources
      // do; the runs fill a picture's result.
      for run in range {
        let (picture, index) = run.quotientAndRemainder(dividingBy: starts.count)
        let start = Int(starts[index])
        let target = output.pointer + run * runLength
        guard start >= 0 else {
          target.update(repeating: fill, count: runLength)
          continue
        }
        let source = input.pointer + (picture * inputCount + start)
        if runLength == 1 {
          target.pointee = source.pointee
        } else {
          target.update(from: source, count: runLength)
        }
      }
    }
  }
}
