import Foundation
import Programs
import Testing

@Suite struct BenchmarkCommandTests {
  private static func records(_ arguments: [String]) throws -> [[String: Any]] {
    let outcome = try Program.run(["benchmark", "--json"] + arguments)
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome.error)")
    let records = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(records as? [[String: Any]])
  }

  private static func expectTimes(_ record: [String: Any]) throws {
    let times = try ["fastest_ms", "median_ms", "p95_ms"].map {
      try #require(record[$0] as? Double, "\($0) of \(record)")
    }
    #expect(times[0] > 0 && times == times.sorted(), "\(record)")
    #expect(record["runs"] as? Int ?? 0 >= 30)
  }

  @Test func aStageGivesAListOfRecordsWithTheirTimes() throws {
    let records = try Self.records(["--stage", "overlay"])
    #expect(records.map { $0["faces"] as? Int } == [1, 4])
    for record in records {
      #expect(record["stage"] as? String == "overlay" && record["threads"] as? Int == 1)
      #expect(record["width"] as? Int == 640 && record["height"] as? Int == 480)
      try Self.expectTimes(record)
    }
  }

  @Test func inferenceTellsModelBatchThreadsAndShareOfThePeak() throws {
    let folder = try TemporaryFolder()
    let model = try folder.file("tiny.onnx", TestModel.bytes())
    let records = try Self.records(["--stage", "inference", "--model", model, "--threads", "2,1"])
    #expect(records.map { $0["batch"] as? Int } == [1, 1, 8, 8])
    #expect(records.map { $0["threads"] as? Int } == [1, 2, 1, 2])
    for record in records {
      #expect(record["stage"] as? String == "inference" && record["model"] as? String == "tiny")
      #expect(record["gflops"] is Double && record["peak_share"] is Double)
      try Self.expectTimes(record)
    }
  }

  @Test func thePeakNamesTheMachine() throws {
    let record = try #require(
      try Self.records(["--stage", "peak", "--threads", "1"]).first)
    #expect(record["processor"] is String && record["cores"] as? Int ?? 0 >= 1)
    #expect(["avx2", "baseline"].contains(record["kernels"] as? String))
    #expect(record["version"] is String && record["gflops"] as? Double ?? 0 > 0)
  }

  @Test func theTableHasAHeadingAndALineARecord() throws {
    let outcome = try Program.run(["benchmark", "--stage", "overlay"])
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    let lines = outcome.outputLines
    #expect(lines.count == 4)
    #expect(lines[0].hasPrefix("emotion-detector ") && lines[0].contains("core"))
    #expect(lines[1].hasPrefix("STAGE") && lines[1].hasSuffix("OF PEAK"))
    #expect(lines[2].hasPrefix("overlay") && lines[2].contains("1 face"))
  }

  @Test(arguments: [
    ["--stage", "nonsense"], ["--threads", "0"], ["--threads", "1,,2"], ["--threads", "two"],
  ])
  func wrongUsageIsToldWithStatus64(_ arguments: [String]) throws {
    let outcome = try Program.run(["benchmark"] + arguments)
    #expect(outcome.status == 64 && outcome.output.isEmpty && outcome.error.contains("Error:"))
  }

  @Test func aModelThatIsNotThereIsTold() throws {
    let outcome = try Program.run(
      ["benchmark", "--stage", "inference", "--model", "./missing.onnx"])
    #expect(outcome.status == 1 && outcome.errorLines.count == 1)
    #expect(outcome.error.contains("./missing.onnx"))
  }
}
