/* Keeps the citizen's page as the visit is. ES5, for phones of ten years ago: a stream of events where there is one, questions every ten
   seconds where there is none or it breaks. The words come with each answer; nothing is worded here. */
(function () {
  'use strict';
  var body = document.body;
  if (!window.JSON || !document.querySelectorAll || !window.XMLHttpRequest) { return; }
  var token = /\/t\/([^\/]+)$/.exec(location.pathname);
  if (!token) { return; }
  var address = '/api/v1/visits/' + token[1];
  var language = '?lang=' + encodeURIComponent(document.documentElement.lang);

  var ask_every_ms = 10000;
  var silent_after_ms = 45000; // three signs of life
  var stream_again_ms = 30000;

  var tone = body.getAttribute('data-tone');
  var over = false;
  var stream = null;
  var stream_since = 0;
  var heard = new Date().getTime();
  var clock = document.getElementById('lost').getAttribute('data-clock');
  var asked = 0;
  var asking = false;

  function byId(id) { return document.getElementById(id); }
  function now() { return new Date().getTime(); }
  function each(selector, act) {
    var found = document.querySelectorAll(selector);
    for (var i = 0; i < found.length; i += 1) { act(found[i]); }
  }
  function put(element, text) {
    if (element.textContent !== text) { element.textContent = text; }
  }

  /* --- what is shown --- */

  function show(page) {
    each('[data-slot]', function (element) {
      var slot = element.getAttribute('data-slot');
      var text = page[slot] || '';
      if (element.nodeName === 'TITLE') { document.title = text; return; }
      if (slot !== 'say') { put(element, text); }
      if (element.className !== 'unseen' && slot !== 'number') { element.hidden = text === ''; }
    });
    each('[data-shown-by]', function (element) { element.hidden = !page[element.getAttribute('data-shown-by')]; });
    byId('grades').setAttribute('data-grades', page.grades);
    var changed = page.tone !== tone;
    body.className = 'tone-' + page.tone;
    body.setAttribute('data-tone', page.tone);
    tone = page.tone;
    say(page.say, tone === 'call');
    if (changed && page.cancel === '') { confirming(false); }
    byId('deeds').hidden = page.cancel === '' && page.back === '';
    return changed;
  }

  var said = null;
  function say(text, at_once) {
    var element = byId('say');
    if (said === null) { said = text; return; } // the page was read as it came
    if (text === said) { return; }
    said = text;
    element.setAttribute('aria-live', at_once ? 'assertive' : 'polite');
    element.textContent = text;
    if (at_once && navigator.vibrate) { navigator.vibrate([400, 200, 400, 200, 400]); }
    if (at_once && window.scrollTo) { window.scrollTo(0, 0); }
  }

  function told(answer) {
    alive(answer.now);
    show(answer.page);
    if (answer.visit['final']) { finish(); }
  }

  function alive(time) {
    heard = now();
    if (time && time.clock) { clock = time.clock; }
    byId('lost').hidden = true;
  }

  function lost() {
    var line = byId('lost');
    put(line, line.getAttribute('data-text').replace('{time}', clock));
    line.hidden = false;
  }

  /* Only the office's own word that there is no such visit: a proxy without its server answers 404 as well. */
  function is_gone(status, answer) {
    return status === 404 && answer && answer.error && answer.error.code === 'not_found';
  }

  /* The day is over, or the office's book has the number no more: the page says so once and asks nothing more. */
  function gone() {
    var words = byId('words');
    show({ tone: 'over', title: words.getAttribute('data-gone-heading'), say: words.getAttribute('data-gone-heading'), number: byId('number').textContent,
      heading: words.getAttribute('data-gone-heading'), sentence: words.getAttribute('data-gone-sentence'), cancel: '', back: '', grades: '' });
    byId('lost').hidden = true;
    finish();
  }

  function finish() {
    over = true;
    if (stream) { stream.close(); stream = null; }
  }

  /* --- how it is heard --- */

  function send(method, path, what, done) {
    var request = new XMLHttpRequest();
    request.open(method, address + path + language, true);
    request.timeout = 15000;
    if (what !== null) { request.setRequestHeader('Content-Type', 'application/json'); }
    request.onreadystatechange = function () {
      if (request.readyState !== 4) { return; }
      var answer = null;
      try { answer = JSON.parse(request.responseText); } catch (ignored) { answer = null; }
      done(request.status, answer, parseInt(request.getResponseHeader('Retry-After'), 10) || 0);
    };
    request.send(what === null ? null : JSON.stringify(what));
  }

  function ask() {
    if (asking || over) { return; }
    asking = true;
    asked = now();
    send('GET', '', null, function (status, answer, retry_s) {
      asking = false;
      if (over) { return; }
      if (is_gone(status, answer)) { gone(); return; }
      if (status === 200 && answer) { told(answer); return; }
      if (retry_s > 0) { asked = now() + retry_s * 1000 - ask_every_ms; return; }
      lost();
    });
  }

  function listen() {
    if (over || stream || !window.EventSource) { return; }
    stream_since = now();
    var opened = new EventSource(address + '/events' + language);
    stream = opened;
    opened.addEventListener('visit', function (event) {
      var answer = JSON.parse(event.data);
      alive(null);
      show(answer.page);
      if (answer.visit['final']) { finish(); }
    });
    opened.addEventListener('alive', function (event) { alive(JSON.parse(event.data)); });
    opened.addEventListener('gone', gone);
    opened.onerror = function () {
      if (opened.readyState === 2 && stream === opened) { stream = null; } // else it comes back by itself
      // Whether the line is gone is found out at once; not by all phones of the hall in the same instant.
      window.setTimeout(ask, Math.random() * 3000);
    };
  }

  /* Once a second: nothing here depends on a timer that a phone in a pocket does not keep. */
  function look() {
    if (over) { return; }
    var silent = now() - heard;
    if (stream && silent > silent_after_ms) { stream.close(); stream = null; }
    if (!stream && now() - stream_since > stream_again_ms) { listen(); }
    if ((!stream || silent > 2 * ask_every_ms) && now() - asked > ask_every_ms) { ask(); }
    if (silent > 2 * ask_every_ms + 5000) { lost(); }
  }

  /* --- what the citizen does --- */

  function working(is_so) {
    each('button', function (button) { button.disabled = is_so; });
  }
  function fail(why) {
    var line = byId('failed');
    put(line, why ? line.getAttribute(why) : '');
    line.hidden = !why;
  }
  function confirming(is_so) {
    byId('confirm').hidden = !is_so;
    byId('offered').hidden = is_so;
  }

  function act(path, what) {
    working(true);
    fail(null);
    send('POST', path, what, function (status, answer) {
      working(false);
      if (status === 200 && answer) { confirming(false); told(answer); byId('title').focus(); return; }
      if (is_gone(status, answer)) { gone(); return; }
      fail(status === 429 ? 'data-often' : status === 409 ? 'data-refused' : 'data-again');
      if (status === 409) { confirming(false); over = false; ask(); }
    });
  }

  byId('cancel').onclick = function () { confirming(true); byId('confirm-no').focus(); };
  byId('confirm-no').onclick = function () { confirming(false); byId('cancel').focus(); };
  byId('confirm-yes').onclick = function () { act('/cancel', {}); };
  byId('back').onclick = function () { act('/return', {}); };
  each('.grade', function (button) {
    button.onclick = function () {
      // Of four faces the middle one is missing.
      var place = parseInt(button.getAttribute('data-place'), 10);
      var faces = byId('grades').getAttribute('data-grades');
      act('/rating', { grade: faces === '4' && place > 2 ? place + 1 : place });
    };
  });
  document.addEventListener('visibilitychange', function () { if (!document.hidden && !over && (!stream || now() - heard > ask_every_ms * 2)) { ask(); } });

  said = byId('say').getAttribute('data-first') || null;
  byId('deeds').hidden = byId('cancel').hidden && byId('back').hidden;
  byId('rating').hidden = byId('question').textContent === '';
  if (body.getAttribute('data-final') === 'yes') { over = true; return; }
  listen();
  window.setInterval(look, 1000);
  if (!stream) { ask(); }
}());
