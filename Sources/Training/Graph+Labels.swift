import NeuralNetwork

extension Graph {
  /// The classes that this trainer's models have in their metadata; empty where there are none.
  package var labels: [String] {
    metadata["labels"]?.split(separator: ",").map(String.init) ?? []
  }
}
