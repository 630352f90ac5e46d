/* Keeps the public page as the hall is, without moving the reader: every fifteen seconds the same page is asked for, and its figures put
   in place of the old ones. ES5. Without this script the page reloads itself. */
(function () {
  'use strict';
  var every_ms = 15000;
  function swap(fresh, id) {
    var to = document.getElementById(id);
    var from = fresh.getElementById(id);
    if (to && from && to.innerHTML !== from.innerHTML) { to.innerHTML = from.innerHTML; }
  }
  function say(text) {
    var line = document.getElementById('lost');
    if (line.textContent !== text) { line.textContent = text; }
  }
  function look() {
    var request = new XMLHttpRequest();
    request.open('GET', location.pathname + '?lang=' + encodeURIComponent(document.documentElement.lang), true);
    request.responseType = 'document';
    request.timeout = 10000;
    request.onreadystatechange = function () {
      if (request.readyState !== 4) { return; }
      if (request.status === 200 && request.response) {
        swap(request.response, 'fields');
        swap(request.response, 'clock');
        say('');
      } else {
        say(' · ' + document.getElementById('lost').getAttribute('data-text'));
      }
    };
    request.send();
  }
  window.setInterval(look, every_ms);
}());
