import FaceDetection
import Foundation
import Imaging
import NeuralNetwork
import Pictures

/// What libFuzzer calls with each input: one of the readers, chosen by FUZZ_READER, on bytes that
/// can be anything. An error in words or a result is well; a crash, a hang or memory beyond the
/// limit that `Tests/Fuzz/run` sets is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer vouches for `count` bytes.
  read(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

private let read: @Sendable ([UInt8]) -> Void =
  switch ProcessInfo.processInfo.environment["FUZZ_READER"] {
  case "onnx": readModel
  case "cascade": readCascade
  case "picture": readPicture
  default: fatalError("FUZZ_READER must be onnx, cascade or picture")
  }

/// Reads a model, makes it ready, and runs it where it is small.
private func readModel(_ bytes: [UInt8]) {
  do {
    let session = try InferenceSession(graph: Graph(onnx: bytes, name: "fuzz"), threads: 1)
    let shape = [2] + session.inputShape
    let counts = [shape, session.outputShape].map { $0.reduce(1, *) }
    guard counts.allSatisfy({ $0 < 1 << 18 }), session.multiplyAdds < 1 << 22 else { return }
    let levels = (0..<counts[0]).map { Float($0 % 256) }
    _ = try session.run(Tensor(shape: shape, values: levels))
  } catch let error as NeuralNetworkError {
    precondition("\(error)".hasPrefix("fuzz: "), "\(error)")
  } catch {
    fatalError("\(error)")
  }
}

private let scene = GrayImage(
  width: 61, height: 47, pixels: (0..<(61 * 47)).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) })

/// Reads a cascade and looks for what it finds in a small picture.
private func readCascade(_ bytes: [UInt8]) {
  do {
    let classifier = CascadeClassifier(try Cascade(xml: bytes, name: "fuzz"), threads: 1)
    for face in classifier.detect(in: scene, DetectionParameters(minSize: 8)) {
      let box = face.box
      precondition(
        box.x >= 0 && box.y >= 0 && box.width > 0 && box.x + box.width <= scene.width
          && box.y + box.height <= scene.height, "\(box)")
    }
  } catch let error as FaceDetectionError {
    precondition("\(error)".contains("fuzz"), "\(error)")
  } catch {
    fatalError("\(error)")
  }
}

/// Reads a picture in colour and in gray.
private func readPicture(_ bytes: [UInt8]) {
  do {
    let color = try Picture.decode(bytes, name: "fuzz")
    let gray = try Picture.decodeGray(bytes, name: "fuzz")
    precondition(color.width == gray.width && color.height == gray.height)
  } catch let error as PictureError {
    precondition("\(error)".contains("fuzz"), "\(error)")
  } catch {
    fatalError("\(error)")
  }
}
