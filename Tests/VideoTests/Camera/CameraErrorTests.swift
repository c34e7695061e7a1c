import Foundation
import Testing
import Video

@Suite struct CameraErrorTests {
  @Test func aBusyCameraNamesTheProgramsThatHoldIt() throws {
    let descriptor = open("/dev/full", O_RDONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let error = CameraError(operation: "open", device: "/dev/full", failure: Errno(EBUSY))
    let name = try String(contentsOfFile: "/proc/self/comm", encoding: .utf8).dropLast()
    #expect("\(error)".contains("in use by"))
    #expect("\(error)".contains("\(name) (process \(getpid()))"), "\(error)")
  }

  @Test func whereNobodyIsSeenToHoldItTheWayToFindOutIsSaid() throws {
    let path = try TemporaryFolder().path + "/video0"
    let error = CameraError(operation: "open", device: path, failure: Errno(EBUSY))
    #expect(error == .busy(device: path, holders: []) && "\(error)".contains("fuser"))
  }

  @Test func aForbiddenCameraNamesItsGroupAndHowToJoinIt() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("video0", Data())
    let group = try #require(getgrgid(getegid()))
    let name = String(cString: group.pointee.gr_name)
    #expect(chmod(path, 0o660) == 0 && chown(path, uid_t.max, getegid()) == 0)
    let error = CameraError(operation: "open", device: path, failure: Errno(EACCES))
    #expect(error == .noPermission(device: path, group: name))
    #expect("\(error)".contains("sudo usermod -aG \(name) $USER"))
    #expect(chmod(path, 0o600) == 0)
    let closed = CameraError(operation: "open", device: path, failure: Errno(EACCES))
    #expect(closed == .noPermission(device: path, group: nil) && "\(closed)".contains("ls -l"))
  }
}
