import { mount } from '../shared/mount.js'
import { WatchWindow } from './WatchWindow.js'
import '../shared/theme.css'
import './watch.css'

mount(<WatchWindow session={new URLSearchParams(location.search).get('session') ?? ''} />)
