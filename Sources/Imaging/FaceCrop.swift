/// How a face becomes the network's input: the only definition, trainers included.
///
/// The box is taken as it is: on FER-2013's faces the detector's boxes are 1.02 of the picture and
/// lie at its centre (`Tests/Parity/crop_margin.py`), so that a margin would frame them otherwise.
package struct FaceCrop: Sendable, Equatable {
  /// Width of the network's input in pixels.
  package let width: Int
  /// Height of the network's input in pixels.
  package let height: Int

  package init(width: Int = 48, height: Int = 48) {
    precondition(width > 0 && height > 0, "a crop of \(width)x\(height) is empty")
    self.width = width
    self.height = height
  }

  /// The gray levels of a face at the network's size, 0...255.
  ///
  /// - Parameters:
  ///   - face: the box as the detector gives it; where it leaves the picture, edge pixels repeat.
  ///   - image: the picture, full-range gray.
  package func callAsFunction(_ face: Rect, in image: GrayImage) -> GrayImage {
    image.resized(face, width: width, height: height)
  }

  /// A picture that is a face crop already, at the network's size.
  package func callAsFunction(_ crop: GrayImage) -> GrayImage {
    crop.resized(width: width, height: height)
  }
}
