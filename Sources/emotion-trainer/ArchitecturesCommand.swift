import ArgumentParser
import NeuralNetwork
import Training

/// Lists the networks that can be trained.
struct ArchitecturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "architectures", abstract: "List the networks by name.")

  func run() throws {
    for architecture in Architecture.all {
      let labels = (1...7).map { "class\($0)" }
      let model = try architecture.makeModel(labels: labels, dropout: [0], seed: 1)
      let parameters = model.parameters.reduce(0) { $0 + $1.count }
      print("\(architecture.name): \(architecture.summary); \(parameters) parameters")
    }
  }
}
