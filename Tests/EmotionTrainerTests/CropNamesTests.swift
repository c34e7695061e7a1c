import Testing
import emotion_trainer

@Suite struct CropNamesTests {
  @Test func aCropIsNamedAsItsPhotograph() {
    #expect(CropNames.names(of: ["a.jpg", "b.c.png", "d"]) == ["a", "b.c", "d"])
  }

  @Test func foldersBelowAreInTheName() {
    #expect(CropNames.names(of: ["x/a.jpg", "y/a.jpg"]) == ["x-a", "y-a"])
  }

  @Test func photographsOfOneStemKeepTheirEndings() {
    #expect(
      CropNames.names(of: ["a.jpeg", "a.jpg", "b.jpg"]) == ["a.jpeg", "a.jpg", "b"])
  }

  @Test func furtherFacesAreNumbered() {
    #expect((0...2).map { CropNames.file(of: "a", face: $0) } == ["a.png", "a-2.png", "a-3.png"])
  }

  @Test(arguments: [
    ["a.jpg", "a-2.jpg", "a-3.jpg"], ["a-2.jpg", "a.jpg"], ["a.jpg", "a.jpg.webp", "a.png"],
    ["x/a.jpg", "x-a.jpg", "x-a.png"], ["a-2-2.jpg", "a-2.jpg", "a.jpg"],
    ["a.jpg_2.png", "a.jpg.png", "a.jpg", "a.png"], [".a.jpg", "a..jpg", "a.jpg"],
    ["a/b-1.jpg", "a-b.jpg", "a-b-1.jpg", "a-b-1.png"],
  ])
  func noTwoFacesShareAFile(_ photographs: [String]) {
    let names = CropNames.names(of: photographs)
    let files = names.flatMap { name in (0..<5).map { CropNames.file(of: name, face: $0) } }
    #expect(names.count == photographs.count)
    #expect(Set(files).count == files.count, "\(names)")
    #expect(!files.contains { $0.contains("/") })
  }
}
