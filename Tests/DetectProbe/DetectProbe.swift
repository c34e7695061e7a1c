import FaceDetection
import Foundation
import Imaging
import Pictures

/// The detector alone, for `Tests/Parity/detect_speed.py`:
///
///     detect-probe CASCADE PICTURE MINIMUM THREADS
///
/// For each line of input it scans the picture once and prints the milliseconds and the number of
/// faces. The picture is read, and the buffers are made, only once.
@main enum DetectProbe {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let minimum = Int(arguments[3]), let threads = Int(arguments[4])
    else {
      print("detect-probe CASCADE PICTURE MINIMUM THREADS")
      exit(64)
    }
    let classifier = CascadeClassifier(try Cascade(contentsOf: arguments[1]), threads: threads)
    let image = try Picture.readGray(arguments[2])
    let parameters = DetectionParameters(minSize: minimum)
    while readLine() != nil {
      var count = 0
      let time = ContinuousClock().measure {
        count = classifier.detect(in: image, parameters).count
      }
      print(time / .milliseconds(1), count)
      fflush(nil)
    }
  }
}
