import Kernels

/// The first steps of a plan, run for one picture of a batch after the other, each thread with its
/// own pictures.
///
/// The first layers of a network have large values and few weights: a picture's values stay in the
/// cache from step to step, while those of a whole batch would go through memory at each. Further
/// on it is the other way round, and a batch shares the weights.
struct LeadingSteps: Sendable {
  /// Weights that are read anew for each picture at most: 1 MiB, which comes from the third-level
  /// cache fast enough.
  private static let maximumWeights = 1 << 18

  /// How many of the plan's steps these are.
  let count: Int
  private let operations: [any Operation]
  /// Those of the steps whose values others read, the graph's output too.
  private let carried: [Int]
  private let lanes: [Lane]

  /// What one thread computes in.
  private struct Lane: Sendable {
    let input: FloatBuffer
    let values: [FloatBuffer]
    let inputs: [[FloatBuffer]]
    let workspaces: [FloatBuffer]
  }

  /// - Parameter workspaces: one a thread.
  init(of plan: Plan, workspaces: [FloatBuffer]) {
    let count =
      plan.steps.firstIndex { $0.operation.weightCount > Self.maximumWeights }
      ?? plan.steps.count
    self.count = count
    operations = plan.steps.prefix(count).map(\.operation)
    let read = Set(plan.steps.dropFirst(count).flatMap(\.inputs) + [plan.outputStep])
    carried = (0..<count).filter(read.contains)
    lanes = workspaces.map { workspace in
      let input = FloatBuffer()
      let values = (0..<count).map { _ in FloatBuffer() }
      return Lane(
        input: input, values: values,
        inputs: plan.steps.prefix(count).map { step in
          step.inputs.map { $0 < 0 ? input : values[$0] }
        }, workspaces: [workspace])
    }
  }

  /// Whether a batch keeps all threads busy with pictures of their own, or nearly.
  func suit(batch: Int) -> Bool {
    count > 0 && batch > 1
      && (batch.isMultiple(of: lanes.count) || batch >= 4 * lanes.count)
  }

  /// - Parameters:
  ///   - input: [batch, …], `inputCount` values a picture.
  ///   - values: the buffers of all of the plan's steps; those that others read get the batch's.
  func run(batch: Int, input: FloatBuffer, inputCount: Int, into values: [FloatBuffer]) {
    for index in carried { values[index].reserve(batch * operations[index].outputCount) }
    parallelChunks(batch, threads: lanes.count) { chunk, pictures in
      let lane = lanes[chunk]
      lane.input.reserve(inputCount)
      for picture in pictures {
        // SAFETY: pictures count those of the batch.
        lane.input.pointer.update(
          from: input.pointer + picture * inputCount, count: inputCount)
        for (index, operation) in operations.enumerated() {
          lane.values[index].reserve(operation.outputCount)
          operation.run(
            lane.inputs[index], lane.values[index], batch: 1, workspaces: lane.workspaces)
        }
        for index in carried {
          let count = operations[index].outputCount
          (values[index].pointer + picture * count).update(
            from: lane.values[index].pointer, count: count)
        }
      }
    }
  }
}
