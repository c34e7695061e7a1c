import Foundation

/// Records as a table for people: a heading with the machine, then a line each.
enum BenchmarkTable {
  static func heading(_ machine: Machine) -> String {
    let cores = machine.cores == 1 ? "1 core" : "\(machine.cores) cores"
    return """
      emotion-detector \(productVersion) on \(machine.processor), \(cores), \
      kernels \(machine.kernels)

      \(line("STAGE", "OF", ["THREADS", "MEDIAN ms", "P95 ms", "GFLOP/s", "OF PEAK"], ""))
      """
  }

  static func row(_ record: BenchmarkRecord) -> String {
    let share = record.peakShare.map { "\(Int(($0 * 100).rounded())) %" }
    let times = [record.medianMs, record.p95Ms].map { String(format: "%.3f", $0) }
    let rate = record.gflops.map { String(format: "%.1f", $0) }
    let slowdown = record.slowdown.map { String(format: "  %.2f times as long", $0) }
    return line(
      record.stage.rawValue, subject(record),
      ["\(record.threads)"] + times + [rate ?? "", share ?? ""], slowdown ?? "")
  }

  private static func subject(_ record: BenchmarkRecord) -> String {
    let conversion = record.format.flatMap { from in record.result.map { "\(from) to \($0)" } }
    let size = record.width.flatMap { width in record.height.map { "\(width)x\($0)" } }
    let faces = record.faces.map { $0 == 1 ? "1 face" : "\($0) faces" }
    let busy = record.busyThreads.map { $0 == 0 ? "alone" : "beside \($0) busy" }
    return [conversion, size, faces, record.model, record.batch.map { "batch \($0)" }, busy]
      .compactMap { $0 }.joined(separator: ", ")
  }

  private static func line(
    _ stage: String, _ subject: String, _ figures: [String], _ remark: String
  ) -> String {
    func space(_ text: String, to width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count))
    }
    let right = figures.map { space($0, to: 9) + $0 }.joined(separator: " ") + remark
    let whole = stage + space(stage, to: 12) + subject + space(subject, to: 32) + " " + right
    return String(whole.reversed().drop { $0 == " " }.reversed()) + "\n"
  }
}
