import ArgumentParser
import Foundation

/// Numbers of threads, as in `--threads 1,2,4`.
struct ThreadCounts: ExpressibleByArgument {
  /// From the smallest to the greatest, each once.
  let counts: [Int]

  /// One, two, and as many as there are cores.
  init() { counts = Set([1, 2, ProcessInfo.processInfo.activeProcessorCount]).sorted() }

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    let counts = numbers.compactMap { $0 }.filter { (1...1024).contains($0) }
    guard counts.count == numbers.count else { return nil }
    self.counts = Set(counts).sorted()
  }

  var defaultValueDescription: String { "1, 2, and as many as cores" }
}
