import ArgumentParser
import Training

extension FER2013.Usage: ExpressibleByArgument {
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// Which rows of FER-2013's CSV are meant.
struct UsageOption: ParsableArguments {
  @Option(help: "Rows of a .csv to take: \(FER2013.Usage.names).")
  var usage: FER2013.Usage?

  /// - Throws: `TrainingError.invalidOption` where one is given and the data is no such file.
  func usage(of data: String) throws -> FER2013.Usage? {
    guard usage == nil || FER2013.isTable(data) else {
      throw TrainingError.invalidOption(
        "usage", reason: "is for a .csv, which \(data) is not; leave it out")
    }
    return usage
  }
}
