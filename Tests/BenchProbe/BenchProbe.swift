import FaceDetection
import Files
import Foundation
import Imaging
import NeuralNetwork
import Pictures

/// Detector and engine alone, one sample at a time, for `Tests/Parity/benchmark_peers.py`:
///
///     bench-probe detect CASCADE PICTURE MINIMUM OUTPUT THREADS
///     bench-probe infer MODEL INPUT.npy OUTPUT.npy THREADS
///
/// Everything is read and made once; what one pass gives is written to OUTPUT (boxes as a line
/// each: x, y, width, height), and "ready" printed. After that each line of input is a number of
/// passes to do, and a line with the milliseconds of each comes back.
@main enum BenchProbe {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let threads = arguments.last.flatMap({ Int($0) }), threads > 0 else { usage() }
    switch (arguments[0], arguments.count) {
    case ("detect", 6):
      guard let minimum = Int(arguments[3]) else { usage() }
      try detect(
        cascade: arguments[1], picture: arguments[2], minimum: minimum, output: arguments[4],
        threads: threads)
    case ("infer", 5):
      try infer(
        model: arguments[1], input: arguments[2], output: arguments[3], threads: threads)
    default: usage()
    }
  }

  private static func usage() -> Never {
    print("bench-probe detect CASCADE PICTURE MINIMUM OUTPUT THREADS")
    print("bench-probe infer MODEL INPUT.npy OUTPUT.npy THREADS")
    exit(64)
  }

  private static func detect(
    cascade: String, picture: String, minimum: Int, output: String, threads: Int
  ) throws {
    let classifier = CascadeClassifier(try Cascade(contentsOf: cascade), threads: threads)
    let image = try Picture.readGray(picture)
    let parameters = DetectionParameters(minSize: minimum)
    let lines = classifier.detect(in: image, parameters).map(\.box).map {
      "\($0.x) \($0.y) \($0.width) \($0.height)\n"
    }
    try FileReplacement.write(Array(lines.joined().utf8), to: output)
    serve { _ = classifier.detect(in: image, parameters) }
  }

  private static func infer(
    model: String, input: String, output: String, threads: Int
  ) throws {
    let session = try InferenceSession(graph: Graph(contentsOf: model), threads: threads)
    let input = try NumPyFile.read(input)
    try FileReplacement.write(NumPyFile.encode(session.run(input)), to: output)
    try serve { _ = try session.run(input) }
  }

  private static func serve(_ pass: () throws -> Void) rethrows {
    print("ready")
    fflush(nil)
    while let passes = readLine().flatMap({ Int($0) }) {
      let times = try (0..<passes).map { _ in
        "\(try ContinuousClock().measure(pass) / .milliseconds(1))"
      }
      print(times.joined(separator: " "))
      fflush(nil)
    }
  }
}
