import CascadeTraining
import FaceDetection
import Imaging
import Testing

@Suite struct FacePicturesTests {
  /// Trained on faces that are framed just so.
  private func cascade() throws -> Cascade {
    let (faces, negatives) = Scenes.set()
    var recipe = Scenes.recipe
    recipe.rotation = 0
    recipe.shift = 0
    recipe.zoom = 0
    var last: Cascade?
    _ = try CascadeTrainer(recipe, faces: faces, negatives: negatives, threads: 2)
      .train(stageEnded: { last = $0 }, progress: { _ in true })
    return try #require(last)
  }

  @Test func facesMoveToWhereTheCascadeLikesThemAndStayThereOnTheWhole() throws {
    var faces = FacePictures()
    for number in 0..<20 {
      let picture = Scenes.face(side: 40, in: 96, seed: UInt64(500 + number))
      // Off by a tenth of the side, to the left and to the right in turn.
      let offset = number % 2 == 0 ? -4.8 : 4.8
      faces.add(
        picture, faces: [WindowPlacement(centerX: 48 + offset, centerY: 48, side: 48)])
    }
    let aligned = faces.aligned(by: try cascade(), leavingOut: 0.1, threads: 2)
    #expect(aligned.faces.count == 18)
    let distance = { (set: FacePictures) in
      set.faces.reduce(0) { $0 + abs($1.placement.centerX - 48) } / Double(set.faces.count)
    }
    #expect(distance(aligned) < distance(faces) * 0.75, "\(distance(aligned))")
    let mean = aligned.faces.reduce(0) { $0 + $1.placement.centerY } / 18
    #expect(abs(mean - 48) < 1e-6)
  }

  @Test func negativesKeepOffFaces() {
    let face = Rect(x: 100, y: 100, width: 50, height: 50)
    #expect(NegativePictures.isFace(face, [face]))
    #expect(NegativePictures.isFace(Rect(x: 110, y: 110, width: 50, height: 50), [face]))
    #expect(!NegativePictures.isFace(Rect(x: 140, y: 140, width: 50, height: 50), [face]))
    #expect(!NegativePictures.isFace(Rect(x: 0, y: 0, width: 300, height: 300), [face]))
  }
}
