import FaceDetection
import Foundation
import Imaging
import Kernels

extension FacePictures {
  /// Shifts to try either way, as shares of a face's side, and what its side is multiplied by.
  private static let shifts = [-0.1, -0.05, 0, 0.05, 0.1]
  private static let zooms = [0.82, 0.9, 1, 1.1, 1.22]

  /// The faces framed anew, each where a cascade gets furthest with it, and without those in which
  /// it gets least far: people's boxes, and other programs', do not lie on faces as a cascade sees
  /// them. The idea is that of multiple instance boosting (Viola, Platt and Zhang 2005). Their mean
  /// place and size stay what they were, so that detections frame faces as the boxes did.
  ///
  /// - Parameter share: of the faces that is left out, 0 to below 1.
  package func aligned(by cascade: Cascade, leavingOut share: Double, threads: Int) -> FacePictures
  {
    let results = ParallelResults<Framing?>(count: faces.count)
    parallelFor(faces.count, threads: threads) { results.set($0, framing(faces[$0], by: cascade)) }
    let framings = results.values
    let ranked = framings.indices.filter { framings[$0] != nil }.sorted { first, second in
      guard let a = framings[first], let b = framings[second] else { return false }
      return a == b ? first < second : b < a
    }
    let kept = ranked.prefix(Int(Double(faces.count) * (1 - share))).sorted()
    var result = self
    result.faces = kept.compactMap { framings[$0]?.face }
    result.moveBack(to: kept.map { faces[$0].placement })
    return result
  }

  /// Takes back what all faces have in common of the way from their places before.
  private mutating func moveBack(to before: [WindowPlacement]) {
    let count = Double(max(1, faces.count))
    var (x, y, zoom) = (0.0, 0.0, 0.0)
    for (face, place) in zip(faces, before) {
      x += (face.placement.centerX - place.centerX) / place.side / count
      y += (face.placement.centerY - place.centerY) / place.side / count
      zoom += log(face.placement.side / place.side) / count
    }
    for index in faces.indices {
      faces[index].placement.centerX -= x * before[index].side
      faces[index].placement.centerY -= y * before[index].side
      faces[index].placement.side /= exp(zoom)
    }
  }

  /// A face with how far a cascade gets with it.
  private struct Framing: Sendable, Comparable {
    var face: Face
    var stages: Int
    var margin: Float

    static func < (a: Framing, b: Framing) -> Bool {
      (a.stages, a.margin) < (b.stages, b.margin)
    }

    static func == (a: Framing, b: Framing) -> Bool {
      (a.stages, a.margin) == (b.stages, b.margin)
    }
  }

  /// The best place near a face's; nil where there is too little contrast at any.
  private func framing(_ face: Face, by cascade: Cascade) -> Framing? {
    var best: Framing?
    for zoom in Self.zooms {
      for y in Self.shifts {
        for x in Self.shifts {
          var moved = face
          moved.placement.centerX += x * face.placement.side
          moved.placement.centerY += y * face.placement.side
          moved.placement.side *= zoom
          let levels = moved.placement.levels(
            of: pictures[face.picture], size: cascade.windowWidth)
          guard let window = TrainingWindow(levels: levels, side: cascade.windowWidth) else {
            continue
          }
          let (stages, margin) = window.progress(in: cascade)
          let framing = Framing(face: moved, stages: stages, margin: margin)
          if best.map({ $0 < framing }) ?? true { best = framing }
        }
      }
    }
    return best
  }
}
