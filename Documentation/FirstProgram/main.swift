import Backup
import KeyHierarchy

let hierarchy = try await EncryptionHierarchy()
let session = hierarchy.session()
try await session.createDatabase("Sales")
try await session.createMasterKey(in: "Sales", password: "8-Tall-Giraffes")

let backup = MemoryBackupMedium()
try await session.backUpServiceMasterKey(to: backup, under: "9-Small-Otters-Swim")
let proof = try await session.verify(backup, password: "9-Small-Otters-Swim")
print("The backup holds the key in use: \(proof.isCurrent == true)")
