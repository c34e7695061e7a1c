import Kernels

/// The choice of each step's layout, after everything that can be joined is joined.
extension Plan {
  /// Puts the channels last where operations gain by it, and rearranges values in between where
  /// the one layout meets the other.
  mutating func arrange(_ kernels: NetworkKernels) {
    var arranged = ArrangedSteps(inputShape: inputShape, kernels: kernels)
    var pooledInto: Set<Int> = []
    for (index, step) in steps.enumerated() where !pooledInto.contains(index) {
      let shapes = step.inputs.map(shape)
      if let pooling = soleUser(of: index),
        let convolution = step.operation as? Convolution,
        let user = steps[pooling].operation as? Pooling,
        arranged.canBeLast(step.inputs, shapes),
        let joined = convolution.channelsLast(pooledBy: user, kernels: kernels)
      {
        let inputs = step.inputs.map { arranged.value($0, in: .channelsLast) }
        arranged.append(joined, inputs, .channelsLast, for: pooling)
        pooledInto.insert(pooling)
        continue
      }
      arranged.append(step, shapes, for: index)
    }
    outputStep = arranged.value(outputStep, in: .channelsFirst)
    steps = arranged.steps
  }

  /// The only step that uses a step's value, where it is the only one it uses.
  private func soleUser(of step: Int) -> Int? {
    guard step != outputStep else { return nil }
    let users = steps.indices.filter { steps[$0].inputs.contains(step) }
    guard users.count == 1, steps[users[0]].inputs == [step] else { return nil }
    return users[0]
  }
}

/// Steps with their layouts, as they are put together.
private struct ArrangedSteps {
  let inputShape: [Int]
  let kernels: NetworkKernels
  private(set) var steps: [Plan.Step] = []
  /// Where each value of the old plan is: in the layout it was computed in, and in the other.
  private var places: [Int: [Layout: Int]]

  init(inputShape: [Int], kernels: NetworkKernels) {
    (self.inputShape, self.kernels) = (inputShape, kernels)
    places = [-1: [.channelsFirst: -1]]
  }

  /// Whether values could all be had with channels last.
  func canBeLast(_ values: [Int], _ shapes: [[Int]]) -> Bool {
    zip(values, shapes).allSatisfy { value, shape in
      places[value]?[.channelsLast] != nil || Layout.allowsChannelsLast(shape)
    }
  }

  /// Adds a step in the layout that suits it.
  mutating func append(_ step: Plan.Step, _ shapes: [[Int]], for index: Int) {
    if let operation = step.operation as? any ChannelsLastOperation {
      for layout in candidates(step, shapes, operation) {
        if let last = operation.channelsLast(layout, shapes: shapes, kernels: kernels) {
          let inputs = step.inputs.map { value($0, in: layout) }
          return append(last, inputs, .channelsLast, for: index)
        }
      }
    }
    let inputs = step.inputs.map { value($0, in: .channelsFirst) }
    let packed = (step.operation as? FullyConnected)?.packed(kernels)
    append(packed ?? step.operation, inputs, .channelsFirst, for: index)
  }

  /// Layouts of the inputs to try for a result with channels last.
  private func candidates(
    _ step: Plan.Step, _ shapes: [[Int]], _ operation: any ChannelsLastOperation
  ) -> [Layout] {
    let areLast = step.inputs.contains { places[$0]?[.channelsLast] != nil }
    let last: [Layout] =
      (areLast || operation.prefersChannelsLast) && canBeLast(step.inputs, shapes)
      ? [.channelsLast] : []
    return last + (operation.prefersChannelsLast ? [.channelsFirst] : [])
  }

  mutating func append(
    _ operation: any Operation, _ inputs: [Int], _ layout: Layout, for index: Int
  ) {
    steps.append(Plan.Step(operation: operation, inputs: inputs))
    places[index] = [layout: steps.count - 1]
  }

  /// The step that has a value of the old plan in a layout; it is added where there is none yet.
  mutating func value(_ value: Int, in layout: Layout) -> Int {
    guard let known = places[value], let other = known.first else {
      preconditionFailure("value \(value) is used before it is computed")
    }
    if let place = known[layout] { return place }
    let shape = other.value < 0 ? inputShape : steps[other.value].operation.outputShape
    steps.append(
      Plan.Step(operation: Relayout(outputShape: shape, layout: layout), inputs: [other.value]))
    places[value]?[layout] = steps.count - 1
    return steps.count - 1
  }
}
