#include "simulation/scratch_folder.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace luot::simulation {

namespace {

std::filesystem::path parent() {
    const std::filesystem::path memory = "/dev/shm";
    std::error_code none;
    return std::filesystem::is_directory(memory, none) ? memory : std::filesystem::temp_directory_path();
}

}  // namespace

ScratchFolder::ScratchFolder() {
    std::string name = parent() / "luot-simulation.XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder can be made in " + parent().string());
    path_ = name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;  // what is left over is the system's to clean up
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace luot::simulation
