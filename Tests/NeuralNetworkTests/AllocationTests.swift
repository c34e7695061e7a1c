import Foundation
import Programs
import Testing

/// What a forward pass asks of the heap once it is warm: nothing.
@Suite struct AllocationTests {
  @Test(arguments: [1, 8], [1, 2])
  func aPassAllocatesNothing(batch: Int, threads: Int) throws {
    let folder = try TemporaryFolder()
    var models = try Golden.file.cases.enumerated().map { index, golden in
      (golden.name, try folder.file("\(index).onnx", golden.onnx))
    }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    models.append(("classic", package.appendingPathComponent("models/classic.onnx").path))
    let outcome = try Program.run(
      ["\(batch)", "\(threads)"] + models.map(\.1),
      executable: Program.path(of: "allocation-probe"))
    let counts = outcome.outputLines.compactMap { Int($0) }
    try #require(
      outcome.status == 0 && counts.count == 1 + models.count, "\(outcome.error)")
    #expect(counts[0] > 0, "the probe counts nothing")
    for ((name, _), count) in zip(models, counts.dropFirst()) where count > 0 {
      Issue.record("\(name): \(count) allocations in 20 passes")
    }
  }
}
