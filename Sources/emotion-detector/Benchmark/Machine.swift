import Foundation
import Kernels

/// The machine that is measured.
struct Machine {
  /// The processor's name, as the kernel gives it.
  let processor: String
  /// Cores that this process may use.
  let cores: Int
  /// The build of the network's loops that suits the processor.
  let kernels: String

  init() {
    // Kernels of other architectures don't tell a name there.
    let lines = ((try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? "")
      .split(separator: "\n")
    let name = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
    processor = name.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
    cores = ProcessInfo.processInfo.activeProcessorCount
    kernels = NetworkKernels.best.name
  }
}
