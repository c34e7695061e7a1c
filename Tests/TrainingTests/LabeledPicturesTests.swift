import Files
import Foundation
import Imaging
import Testing
import Training

@Suite struct LabeledPicturesTests {
  @Test func classesAreTheSortedFolders() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataSet(classes: ["zebra", "ant"], count: 3)
    let data = try LabeledPictures.load(folder.path, threads: 2)
    #expect(data.classes == ["ant", "zebra"])
    #expect(data.counts == [3, 3])
    #expect((data.width, data.height) == (48, 48))
  }

  @Test func anUnreadablePictureIsListedAndLeftOut() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataSet(classes: ["a", "b"], count: 2)
    try Data("no picture".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/a/broken.png"))
    let data = try LabeledPictures.load(folder.path, threads: 1)
    #expect(data.count == 4)
    #expect(data.unreadable.count == 1 && data.unreadable[0].contains("broken.png"))
  }

  @Test func aFolderWithoutClassesIsRefused() throws {
    let empty = try TemporaryFolder()
    #expect(throws: TrainingError.self) { try LabeledPictures.load(empty.path, threads: 1) }
    #expect(throws: TrainingError.self) {
      try LabeledPictures.load(empty.path + "/missing", threads: 1)
    }
    let single = try TemporaryFolder()
    try single.writeDataSet(classes: ["only"], count: 1)
    #expect(throws: TrainingError.self) { try LabeledPictures.load(single.path, threads: 1) }
  }

  @Test func aSplitTakesTheShareOfEveryClassAndLosesNothing() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataSet(classes: ["a", "b"], count: 10)
    let data = try LabeledPictures.load(folder.path, threads: 1)
    let parts = data.split(share: 0.3, seed: 9)
    #expect(parts.second.counts == [3, 3])
    #expect(parts.first.counts == [7, 7])
    #expect(Set(parts.first.names + parts.second.names) == Set(data.names))
  }

  @Test func aTarArchiveHoldsTheSamePicturesAsItsFolder() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataSet(classes: ["a", "b"], count: 3)
    let archive = try TemporaryFolder()
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/bin/tar")
    tar.arguments = ["-C", folder.path, "-cf", "\(archive.path)/set.tar", "a", "b"]
    try tar.run()
    tar.waitUntilExit()
    let fromFolder = try LabeledPictures.load(folder.path, threads: 1)
    let fromArchive = try LabeledPictures.load("\(archive.path)/set.tar", threads: 1)
    #expect(fromArchive.classes == fromFolder.classes)
    #expect(fromArchive.labels == fromFolder.labels)
    for index in 0..<fromFolder.count {
      #expect(
        fromArchive.withLevels(of: index, Array.init)
          == fromFolder.withLevels(of: index, Array.init))
    }
  }

  @Test func aFileThatIsNoArchiveIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/text.tar"
    for content in ["", "hello", String(repeating: "x", count: 2000)] {
      try Data(content.utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: FileError.self) { try LabeledPictures.load(path, threads: 1) }
    }
  }
}
