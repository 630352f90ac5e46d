#include "fault_vfs/fault_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <new>
#include <random>
#include <stdexcept>

namespace luot::test {

namespace {

constexpr std::size_t sector = 512;

// A change that was made and not synced.
struct Change {
    std::size_t offset = 0;
    std::string bytes;
    bool truncates = false;  // to `offset`
};

struct Image {
    std::optional<std::string> synced;  // nothing: the file itself is not durable yet
    std::vector<Change> since;
};

void redo(std::string& content, const Change& change) {
    if (change.truncates) {
        content.resize(change.offset);
        return;
    }
    content.resize(std::max(content.size(), change.offset + change.bytes.size()));
    content.replace(change.offset, change.bytes.size(), change.bytes);
}

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Plan {
    std::uint64_t at = 0;  // 0: none
    Fault fault = Fault::refused;
    bool lasting = false;
};

}  // namespace

struct FaultVfs::Impl {
    std::string name;
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;
    std::map<std::string, Image> images;
    mutable std::mutex mutex;  // of what follows
    std::array<std::uint64_t, 4> counts{};
    std::array<Plan, 4> plans{};
    bool met = false;
    bool powered = true;

    // What the next operation of this kind meets.
    std::optional<Fault> next(Operation operation) {
        const auto kind = static_cast<std::size_t>(operation);
        const std::lock_guard lock(mutex);
        const std::uint64_t now = ++counts[kind];
        if (!powered) return Fault::power_cut;
        const Plan& plan = plans[kind];
        if (plan.at == 0 || (plan.lasting ? now < plan.at : now != plan.at)) return std::nullopt;
        met = true;
        if (plan.fault == Fault::power_cut) powered = false;
        return plan.fault;
    }

    bool has_power() const {
        const std::lock_guard lock(mutex);
        return powered;
    }
};

namespace {

struct FaultFile {
    sqlite3_file base;
    FaultVfs::Impl* owner;
    Image* image;  // none: a temporary file
    sqlite3_file* real;
};

FaultFile& self(sqlite3_file* file) {
    return *reinterpret_cast<FaultFile*>(file);
}

sqlite3_file* real(sqlite3_file* file) {
    return self(file).real;
}

int close_file(sqlite3_file* file) {
    return real(file)->pMethods->xClose(real(file));
}

int read_file(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
    if (!self(file).owner->has_power()) return SQLITE_IOERR_READ;
    return real(file)->pMethods->xRead(real(file), bytes, size, offset);
}

int write_real(FaultFile& file, const void* bytes, int size, sqlite3_int64 offset) {
    const int code = file.real->pMethods->xWrite(file.real, bytes, size, offset);
    if (code != SQLITE_OK || file.image == nullptr) return code;
    const std::string written(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    file.image->since.push_back(Change{static_cast<std::size_t>(offset), written, false});
    return code;
}

int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    const std::optional<Fault> fault = self(file).owner->next(Operation::write);
    if (!fault) return write_real(self(file), bytes, size, offset);
    if (*fault == Fault::disk_full) return SQLITE_FULL;
    if (*fault == Fault::half) write_real(self(file), bytes, size / 2, offset);
    if (*fault == Fault::done_but_reported) write_real(self(file), bytes, size, offset);
    return SQLITE_IOERR_WRITE;
}

int truncate_real(FaultFile& file, sqlite3_int64 size) {
    const int code = file.real->pMethods->xTruncate(file.real, size);
    if (code == SQLITE_OK && file.image != nullptr) file.image->since.push_back(Change{static_cast<std::size_t>(size), {}, true});
    return code;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const std::optional<Fault> fault = self(file).owner->next(Operation::truncate);
    if (!fault) return truncate_real(self(file), size);
    if (*fault == Fault::done_but_reported) truncate_real(self(file), size);
    return SQLITE_IOERR_TRUNCATE;
}

// The real disk is left alone: what counts as synced is written down here.
void sync_image(FaultFile& file) {
    if (file.image == nullptr) return;
    if (!file.image->synced) file.image->synced.emplace();
    for (const Change& change : file.image->since) redo(*file.image->synced, change);
    file.image->since.clear();
}

int sync_file(sqlite3_file* file, int) {
    const std::optional<Fault> fault = self(file).owner->next(Operation::sync);
    if (!fault || *fault == Fault::done_but_reported) sync_image(self(file));
    if (!fault) return SQLITE_OK;
    return SQLITE_IOERR_FSYNC;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}

int lock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}

int unlock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}

int check_reserved(sqlite3_file* file, int* result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}

int control_file(sqlite3_file* file, int operation, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}

int characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** mapped) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, mapped);
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void shm_barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}

int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods methods{2,         close_file,  read_file,      write_file,   truncate_file, sync_file,       size_of_file,
                                 lock_file, unlock_file, check_reserved, control_file, sector_size,   characteristics, shm_map,
                                 shm_lock,  shm_barrier, shm_unmap,      nullptr,      nullptr};

FaultVfs::Impl& owner(sqlite3_vfs* vfs) {
    return *static_cast<FaultVfs::Impl*>(vfs->pAppData);
}

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    FaultVfs::Impl& impl = owner(vfs);
    file->pMethods = nullptr;
    if (impl.next(Operation::open)) return SQLITE_CANTOPEN;
    FaultFile& made = *new (file) FaultFile{
        {nullptr}, &impl, nullptr, reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(FaultFile))};
    const bool existed = path != nullptr && std::filesystem::exists(path);
    const int code = impl.real->xOpen(impl.real, path, made.real, flags, out_flags);
    if (code != SQLITE_OK) return code;
    made.base.pMethods = &methods;
    if (path == nullptr) return code;
    const auto [image, is_new] = impl.images.try_emplace(path);
    if (is_new && existed) image->second.synced = content_of(path);
    made.image = &image->second;
    return code;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    FaultVfs::Impl& impl = owner(vfs);
    if (!impl.has_power()) return SQLITE_IOERR_DELETE;
    const int code = impl.real->xDelete(impl.real, path, sync_folder);
    if (code == SQLITE_OK) impl.images[path] = Image{};
    return code;
}

int access_file(sqlite3_vfs* vfs, const char* path, int flags, int* result) {
    return owner(vfs).real->xAccess(owner(vfs).real, path, flags, result);
}

int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
    return owner(vfs).real->xFullPathname(owner(vfs).real, path, size, out);
}

}  // namespace

FaultVfs::FaultVfs(std::string name) : impl_(std::make_unique<Impl>()) {
    impl_->name = std::move(name);
    impl_->real = sqlite3_vfs_find(nullptr);
    if (impl_->real == nullptr) throw std::runtime_error("SQLite has no VFS");
    // Time, randomness and the rest are the real one's; they take the VFS that they are given as their own, so it is copied first.
    impl_->vfs = *impl_->real;
    impl_->vfs.pNext = nullptr;
    impl_->vfs.zName = impl_->name.c_str();
    impl_->vfs.pAppData = impl_.get();
    impl_->vfs.szOsFile = static_cast<int>(sizeof(FaultFile)) + impl_->real->szOsFile;
    impl_->vfs.xOpen = open_file;
    impl_->vfs.xDelete = delete_file;
    impl_->vfs.xAccess = access_file;
    impl_->vfs.xFullPathname = full_path;
    if (sqlite3_vfs_register(&impl_->vfs, 0) != SQLITE_OK) throw std::runtime_error("the VFS was not registered");
}

FaultVfs::~FaultVfs() {
    sqlite3_vfs_unregister(&impl_->vfs);
}

const std::string& FaultVfs::name() const {
    return impl_->name;
}

void FaultVfs::fail(Operation operation, std::uint64_t nth, Fault fault, bool lasting) {
    const auto kind = static_cast<std::size_t>(operation);
    const std::lock_guard lock(impl_->mutex);
    impl_->plans[kind] = Plan{impl_->counts[kind] + nth, fault, lasting};
    impl_->met = false;
}

void FaultVfs::heal() {
    const std::lock_guard lock(impl_->mutex);
    impl_->plans = {};
}

void FaultVfs::cut_power() {
    const std::lock_guard lock(impl_->mutex);
    impl_->powered = false;
}

std::uint64_t FaultVfs::count(Operation operation) const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->counts[static_cast<std::size_t>(operation)];
}

bool FaultVfs::met() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->met;
}

void FaultVfs::restore_power(std::optional<std::uint32_t> seed) {
    std::mt19937 random(seed.value_or(0));
    for (auto& [path, image] : impl_->images) {
        std::optional<std::string> content = image.synced;
        if (seed) {
            for (const Change& change : image.since) {
                if (!content) content.emplace();
                if (change.truncates) {
                    if (random() % 2 == 0) redo(*content, change);
                    continue;
                }
                for (std::size_t at = 0; at < change.bytes.size(); at += sector)
                    if (random() % 2 == 0) redo(*content, Change{change.offset + at, change.bytes.substr(at, sector), false});
            }
        }
        std::filesystem::remove(path);
        if (content) std::ofstream(path, std::ios::binary) << *content;
        std::filesystem::remove(path + "-shm");  // memory
        image = Image{content, {}};
    }
    heal();
    const std::lock_guard lock(impl_->mutex);
    impl_->powered = true;
}

}  // namespace luot::test
