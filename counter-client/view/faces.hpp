// The sizes and weights that the clerk's window is set in. A text takes the largest face of its ladder at which it finds room.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "imgui_sdl/atlas.hpp"

namespace luot::desk_view {

enum class Face : std::uint8_t { small, body, small_strong, body_strong, title, large, step, figure, number_s, number_m, number_l };

// In the order of the enumeration. Sizes in pixels of the em at scale 1; those over 60 are Inter Display. The large
// ones are for ticket numbers, which stay; clocks and counts are set in the others.
constexpr std::array<imgui_sdl::FaceSpec, 11> face_specs = {{
    {screen::Family::text, screen::Weight::regular, 14, imgui_sdl::Letters::whole},
    {screen::Family::text, screen::Weight::regular, 16, imgui_sdl::Letters::whole},
    {screen::Family::text, screen::Weight::semibold, 14, imgui_sdl::Letters::whole},
    {screen::Family::text, screen::Weight::semibold, 16, imgui_sdl::Letters::whole},
    {screen::Family::text, screen::Weight::bold, 20, imgui_sdl::Letters::whole},
    {screen::Family::text, screen::Weight::bold, 26, imgui_sdl::Letters::vietnamese},
    {screen::Family::text, screen::Weight::bold, 32, imgui_sdl::Letters::vietnamese, imgui_sdl::Digits::proportional},
    {screen::Family::text, screen::Weight::bold, 44, imgui_sdl::Letters::figures, imgui_sdl::Digits::proportional},
    {screen::Family::display, screen::Weight::bold, 72, imgui_sdl::Letters::figures, imgui_sdl::Digits::proportional},
    {screen::Family::display, screen::Weight::bold, 96, imgui_sdl::Letters::figures, imgui_sdl::Digits::proportional},
    {screen::Family::display, screen::Weight::bold, 124, imgui_sdl::Letters::figures, imgui_sdl::Digits::proportional},
}};

// A face for plain words and one for stronger ones, of one size.
struct Rung {
    Face plain;
    Face strong;
};
using Ladder = std::span<const Rung>;

constexpr std::array<Rung, 2> body_ladder = {{{Face::body, Face::body_strong}, {Face::small, Face::small_strong}}};
constexpr std::array<Rung, 1> small_ladder = {{{Face::small, Face::small_strong}}};
constexpr std::array<Rung, 1> small_strong_ladder = {{{Face::small_strong, Face::small_strong}}};
constexpr std::array<Rung, 2> strong_ladder = {{{Face::body_strong, Face::body_strong}, {Face::small_strong, Face::small_strong}}};
constexpr std::array<Rung, 3> title_ladder = {
    {{Face::title, Face::title}, {Face::body_strong, Face::body_strong}, {Face::small_strong, Face::small_strong}}};
constexpr std::array<Rung, 4> large_ladder = {{{Face::large, Face::large},
                                               {Face::title, Face::title},
                                               {Face::body_strong, Face::body_strong},
                                               {Face::small_strong, Face::small_strong}}};
constexpr std::array<Rung, 5> step_ladder = {{{Face::step, Face::step},
                                              {Face::large, Face::large},
                                              {Face::title, Face::title},
                                              {Face::body_strong, Face::body_strong},
                                              {Face::small_strong, Face::small_strong}}};
constexpr std::array<Rung, 7> number_ladder = {{{Face::number_l, Face::number_l},
                                                {Face::number_m, Face::number_m},
                                                {Face::number_s, Face::number_s},
                                                {Face::figure, Face::figure},
                                                {Face::step, Face::step},
                                                {Face::large, Face::large},
                                                {Face::title, Face::title}}};
constexpr std::array<Rung, 4> figure_ladder = {
    {{Face::figure, Face::figure}, {Face::step, Face::step}, {Face::large, Face::large}, {Face::title, Face::title}}};

}  // namespace luot::desk_view
